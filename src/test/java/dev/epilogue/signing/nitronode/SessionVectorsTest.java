package dev.epilogue.signing.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SessionVectorsTest {

    private static final Secp256k1 CURVE = Secp256k1.best();

    static Stream<JsonNode> definitions() {
        return Vectors.group("app_session_id");
    }

    @ParameterizedTest
    @MethodSource("definitions")
    @DisplayName("v1 checklist 2: session ids match")
    void sessionIdsMatch(JsonNode vector) {
        SessionDefinition definition = definition(vector.get("definition"));

        assertThat(Hex.encode(definition.abiEncoded()))
                .isEqualTo(vector.get("abi_encoded").asString());
        assertThat(definition.sessionId().hex())
                .isEqualTo(vector.get("app_session_id").asString());
    }

    static Stream<JsonNode> creations() {
        return Vectors.group("create_app_session");
    }

    @ParameterizedTest
    @MethodSource("creations")
    @DisplayName("v1 checklist 3: creation hashes match, and participants' signatures verify")
    void creationHashesMatch(JsonNode vector) {
        SessionDefinition definition = definition(vector.get("definition"));
        String data = vector.get("session_data").asString();
        Hash32 digest = definition.creationDigest(data);

        assertThat(Hex.encode(definition.creationEncoded(data)))
                .isEqualTo(vector.get("abi_encoded").asString());
        assertThat(Keccak.hash(definition.creationEncoded(data)).hex())
                .isEqualTo(vector.get("payload_hash").asString());
        assertThat(digest.hex()).isEqualTo(vector.get("eip191_digest").asString());
        assertThat(definition.sessionId().hex())
                .isEqualTo(vector.get("expected_app_session_id").asString());
        for (JsonNode signed : vector.get("signatures")) {
            QuorumSignature posted =
                    QuorumSignature.parseWire(signed.get("quorum_sig").asString());
            assertThat(CURVE.recover(digest, posted.signature()))
                    .contains(Address.parse(signed.get("wallet").asString()));
            assertThat(new QuorumSignature(
                                    SignatureKind.WALLET,
                                    Vectors.sign(digest, signed.get("signer").asString()))
                            .wire())
                    .isEqualTo(signed.get("quorum_sig").asString());
        }
    }

    static Stream<JsonNode> registrations() {
        return Vectors.group("app_session_key");
    }

    @ParameterizedTest
    @MethodSource("registrations")
    @DisplayName("v1 checklist 9: session-key registrations hash ids as text, and both signatures verify")
    void registrationsMatch(JsonNode vector) {
        SessionKeyRegistration registration = registration(vector.get("unsigned_state"));

        assertThat(Hex.encode(registration.abiEncoded()))
                .isEqualTo(vector.get("abi_encoded").asString());
        assertThat(registration.payloadHash().hex())
                .isEqualTo(vector.get("payload_hash").asString());
        assertThat(registration.digest().hex())
                .isEqualTo(vector.get("eip191_digest").asString());
        assertSigned(registration.digest(), vector.get("user_sig").asString(), "alice");
        if (!vector.get("session_key_sig").asString().isEmpty()) {
            assertSigned(registration.digest(), vector.get("session_key_sig").asString(), "app_session_key");
        }
    }

    @Test
    @DisplayName("v1 checklist 7: a2 signatures recover to the key")
    void sessionKeySignatureRecoversToTheKey() {
        JsonNode vector = Vectors.ALL.get("app_session_key_signature");
        Hash32 digest = Vectors.update(Vectors.named("app_state_update", "close_v5"), "allocations_signed")
                .digest();
        QuorumSignature posted = QuorumSignature.parse(vector.get("quorum_sig").asString());

        assertThat(posted.kind()).isEqualTo(SignatureKind.SESSION_KEY);
        assertThat(CURVE.recover(digest, posted.signature()))
                .contains(Address.parse(vector.get("recovered_key").asString()));
        assertThat(new QuorumSignature(SignatureKind.SESSION_KEY, Vectors.sign(digest, "app_session_key")).wire())
                .isEqualTo(vector.get("quorum_sig").asString())
                .startsWith("0xa2");
    }

    private static void assertSigned(Hash32 digest, String signature, String signer) {
        assertThat(CURVE.recover(digest, EcdsaSignature.parse(signature))).contains(Vectors.address(signer));
        assertThat(Vectors.sign(digest, signer).hex()).isEqualTo(signature);
    }

    private static SessionKeyRegistration registration(JsonNode state) {
        return new SessionKeyRegistration(
                Address.parse(state.get("user_address").asString()),
                Address.parse(state.get("session_key").asString()),
                state.get("version").asLong(),
                texts(state.get("application_ids")),
                texts(state.get("app_session_ids")).stream()
                        .map(SessionId::parse)
                        .toList(),
                state.get("expires_at").asLong());
    }

    private static SessionDefinition definition(JsonNode node) {
        return new SessionDefinition(
                node.get("application_id").asString(),
                node.get("participants")
                        .valueStream()
                        .map(member -> new SessionDefinition.Member(
                                Address.parse(member.get("wallet_address").asString()),
                                member.get("signature_weight").asInt()))
                        .toList(),
                node.get("quorum").asInt(),
                Long.parseUnsignedLong(node.get("nonce").asString()));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
