package dev.epilogue.signing.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.signing.Eip191;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Requests as the published library makes them. */
class RequestVectorsTest {

    static Stream<JsonNode> requests() {
        return Vectors.named("").filter(vector -> vector.has("req_text") && vector.has("signatures"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    @DisplayName("0.x checklist 1: frames of requests are byte-identical")
    void framesAreTheVectors(JsonNode vector) {
        String text = vector.get("req_text").asString();

        assertThat(FrameText.of(text, Vectors.signatures(vector)))
                .isEqualTo(vector.get("frame").asString());
        assertThat(Hex.encode(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(vector.get("req_utf8_hex").asString());
    }

    @ParameterizedTest
    @MethodSource("requests")
    @DisplayName("0.x checklist 2: digests and signers of requests are the listed ones")
    void digestsAndSignersAreTheListedOnes(JsonNode vector) {
        Hash32 digest = Vectors.hash(vector.get("req_text").asString());

        assertThat(digest).isEqualTo(Vectors.hash32(vector.get("digest_keccak256")));
        for (JsonNode signature : vector.get("signatures")) {
            EcdsaSignature listed =
                    EcdsaSignature.parse(signature.get("signature").asString());
            assertThat(Vectors.CURVE.recover(digest, listed))
                    .contains(Address.parse(signature.get("recovered").asString()));
            assertThat(Vectors.sign(digest, signature.get("signer").asString())).isEqualTo(listed);
        }
    }

    static Stream<JsonNode> closes() {
        return Vectors.named("close-app-session");
    }

    @ParameterizedTest
    @MethodSource("closes")
    @DisplayName("0.x checklist 1: a close is read from its text and written back letter for letter")
    void closesAreReadAndWrittenBack(JsonNode vector) {
        FrozenClose close = FrozenClose.read(vector.get("req_text").asString());

        assertThat(close.sessionId())
                .isEqualTo(SessionId.parse(vector.get("app_session_id").asString()));
        assertThat(close.text()).isEqualTo(vector.get("req_text").asString());
        assertThat(close.digest()).isEqualTo(Vectors.hash32(vector.get("digest_keccak256")));
    }

    @Test
    @DisplayName(
            "0.x checklist 3: one blank makes another digest, and a signature for one is no signature for the other")
    void blanksMakeAnotherDigest() {
        JsonNode vector = Vectors.one("rpc-whitespace");
        for (List<String> pair : List.of(List.of("compact", "spaced"), List.of("spaced", "compact"))) {
            JsonNode one = vector.get(pair.getFirst());
            JsonNode other = vector.get(pair.getLast());
            Hash32 digest = Vectors.hash(one.get("req_text").asString());
            assertThat(digest)
                    .isEqualTo(Vectors.hash32(one.get("digest_keccak256")))
                    .isNotEqualTo(Vectors.hash32(other.get("digest_keccak256")));
            assertThat(recovered(digest, one.get("signature_by_alice"))).isEqualTo(Vectors.ALICE);
            assertThat(recovered(digest, other.get("signature_by_alice"))).isNotEqualTo(Vectors.ALICE);
        }
        assertThat(new Spacing(null)
                        .of(vector.get("compact").get("req_text").asString().replace("{}", "")))
                .isEqualTo(vector.get("spaced").get("req_text").asString().replace("{}", ""));
    }

    @Test
    @DisplayName("0.x checklist 4: v of 0/1 and 27/28 are one signature, kept as 27/28")
    void bothFormsOfTheRecoveryIdAreTaken() {
        JsonNode vector = Vectors.one("rpc-v-forms");
        EcdsaSignature low = EcdsaSignature.parse(vector.get("signature_v0_1").asString());

        assertThat(low.hex()).isEqualTo(vector.get("signature_v27_28").asString());
        assertThat(Vectors.CURVE.recover(Vectors.hash32(vector.get("digest_keccak256")), low))
                .contains(Vectors.ALICE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EcdsaSignature.parse(low.hex().substring(0, 130) + "05"));
    }

    @Test
    @DisplayName("0.x checklist 5: an EIP-191 signature recovers to somebody else")
    void prefixedSignaturesRecoverToSomebodyElse() {
        JsonNode vector = Vectors.one("rpc-eip191-negative");
        String text = vector.get("req_text").asString();

        assertThat(Eip191.digest(text)).isEqualTo(Vectors.hash32(vector.get("eip191_digest")));
        assertThat(recovered(Eip191.digest(text), vector.get("eip191_signature")))
                .isEqualTo(Vectors.ALICE);
        assertThat(recovered(Vectors.hash(text), vector.get("eip191_signature")).checksummed())
                .isEqualTo(vector.get("recovered_by_node_rule").asString());
    }

    @ParameterizedTest
    @MethodSource("responses")
    @DisplayName("0.x checklist 2: responses are signed by the node over their exact text")
    void responsesAreSignedByTheNode(JsonNode vector) {
        Hash32 digest = Vectors.hash(vector.get("res_text").asString());

        assertThat(digest).isEqualTo(Vectors.hash32(vector.get("digest_keccak256")));
        assertThat(recovered(digest, vector.get("signature")).checksummed())
                .isEqualTo(vector.get("recovered").asString());
        assertThat(Vectors.sign(digest, "broker").hex())
                .isEqualTo(vector.get("signature").asString());
    }

    static Stream<JsonNode> responses() {
        return Vectors.named("").filter(vector -> vector.has("res_text"));
    }

    private static Address recovered(Hash32 digest, JsonNode signature) {
        return Vectors.CURVE
                .recover(digest, EcdsaSignature.parse(signature.asString()))
                .orElseThrow();
    }
}
