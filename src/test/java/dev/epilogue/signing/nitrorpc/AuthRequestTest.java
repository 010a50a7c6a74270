package dev.epilogue.signing.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.signing.nitrorpc.AuthRequest.Allowance;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuthRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"auth-clearnode", "auth-app"})
    @DisplayName("0.x checklist 14: the policy's digest and signature are the vector's, step by step")
    void policyIsTheVectors(String name) {
        JsonNode vector = Vectors.one(name + "-verify");
        JsonNode message = vector.get("typed_data").get("message");
        String challenge = message.get("challenge").asString();
        AuthRequest request =
                request(message, vector.get("typed_data").get("domain").get("name"), message.get("wallet"));

        assertThat(request.domainSeparator()).isEqualTo(Vectors.hash32(vector.get("domain_separator")));
        assertThat(request.allowancesHash()).isEqualTo(Vectors.hash32(vector.get("allowances_array_hash")));
        assertThat(request.structHash(challenge)).isEqualTo(Vectors.hash32(vector.get("struct_hash")));
        assertThat(request.digest(challenge)).isEqualTo(Vectors.hash32(vector.get("digest")));
        assertThat(Vectors.sign(request.digest(challenge), "alice").hex())
                .isEqualTo(vector.get("signature").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth-clearnode", "auth-app"})
    @DisplayName("0.x checklist 1: login requests are the vectors' texts")
    void requestsAreTheVectors(String name) {
        JsonNode vector = Vectors.one(name + "-request");
        String text = vector.get("req_text").asString();
        JsonNode params = JsonMapper.shared().readTree(text).get(2);
        AuthRequest request = request(params, params.get("application"), params.get("address"));
        JsonNode verify = Vectors.one(name + "-verify");

        assertThat(request.text(1, 1767225600000L)).isEqualTo(text);
        assertThat(FrameText.of(request.text(1, 1767225600000L), List.of()))
                .isEqualTo(vector.get("frame").asString());
        String answer = AuthRequest.verification(2, "550e8400-e29b-41d4-a716-446655440000", 1767225600000L);
        assertThat(FrameText.of(
                        answer,
                        List.of(EcdsaSignature.parse(verify.get("signature").asString()))))
                .isEqualTo(verify.get("frame").asString());
    }

    @Test
    @DisplayName("0.x checklist 1: a reconnection is the vector's text")
    void reconnectionIsTheVectors() {
        JsonNode vector = Vectors.one("auth-jwt-verify");

        assertThat(AuthRequest.reconnection(3, "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.e30.AAAA", 1767225600000L))
                .isEqualTo(vector.get("req_text").asString());
    }

    @Test
    @DisplayName("0.x checklist 15: expires_at is a number of seconds; beyond year 9999 is refused")
    void expiryIsANumberOfSeconds() {
        assertThat(expiring(Instant.parse("2026-01-02T00:00:00.999Z")).text(1, 1767225600000L))
                .contains("\"expires_at\":1767312000,");
        assertThat(expiring(Instant.parse("9999-12-31T23:59:59Z")).text(1, 1767225600000L))
                .contains("\"expires_at\":253402300799,");
        assertThatIllegalArgumentException().isThrownBy(() -> expiring(Instant.parse("+10000-01-01T00:00:00Z")));
        assertThatIllegalArgumentException().isThrownBy(() -> expiring(Instant.ofEpochSecond(1767312000000L)));
    }

    @Test
    @DisplayName("0.x checklist 16: addresses in a login are EIP-55 however they were configured")
    void addressesAreChecksummed() {
        AuthRequest request = new AuthRequest(
                Address.parse(Vectors.ALICE.lowerCase()),
                Address.parse("0x" + Vectors.KEY.lowerCase().substring(2).toUpperCase(Locale.ROOT)),
                "epilogue",
                List.of(),
                Instant.ofEpochSecond(1767312000),
                "");

        assertThat(request.text(1, 1767225600000L))
                .contains("\"address\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\"")
                .contains("\"session_key\":\"0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65\"");
    }

    @Test
    void anApplicationWithoutNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthRequest(
                        Vectors.ALICE, Vectors.KEY, "", List.of(), Instant.ofEpochSecond(1767312000), ""));
    }

    @Test
    @DisplayName("0.x checklist 14: every login that a running node accepted was signed over our digest")
    void recordedLoginsWereSignedOverOurDigest() {
        List<JsonNode> logins = Vectors.recorded("auth")
                .filter(login -> login.get("request").asString().contains("\"expires_at\""))
                .toList();

        assertThat(logins).hasSizeGreaterThan(30);
        for (JsonNode login : logins) {
            JsonNode sent = JsonMapper.shared().readTree(login.get("request").asString());
            JsonNode params = sent.get("req").get(2);
            AuthRequest request = request(params, params.get("application"), params.get("address"));
            Hash32 digest = request.digest(login.get("challenge").asString());

            assertThat(Vectors.CURVE.recover(
                            digest, EcdsaSignature.parse(login.get("signature").asString())))
                    .contains(Address.parse(login.get("address").asString()));
        }
    }

    private static AuthRequest expiring(Instant expiresAt) {
        return new AuthRequest(Vectors.ALICE, Vectors.KEY, "clearnode", List.of(), expiresAt, "console");
    }

    private static AuthRequest request(JsonNode message, JsonNode application, JsonNode wallet) {
        return new AuthRequest(
                Address.parse(wallet.asString()),
                Address.parse(message.get("session_key").asString()),
                application.asString(),
                message.path("allowances")
                        .valueStream()
                        .map(allowance -> new Allowance(
                                allowance.get("asset").asString(),
                                allowance.get("amount").asString()))
                        .toList(),
                Instant.ofEpochSecond(message.get("expires_at").asLong()),
                message.get("scope").asString());
    }
}
