package dev.epilogue.signing.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Closes that a running node accepted and refused, judged by our own functions. */
class RecordedClosesTest {

    /** In these scenarios a session key signs. */
    private static final Set<String> WITH_SESSION_KEYS =
            Set.of("close-session-keys-of-application", "close-session-key-refusals", "open-with-session-key");

    static Stream<JsonNode> accepted() {
        return Vectors.recorded("close").filter(close -> close.get("error").isNull());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    @DisplayName("0.x checklist 2: every signature of an accepted close recovers to a participant, spelled in EIP-55")
    void acceptedSignaturesRecoverToParticipants(JsonNode recorded) {
        Set<String> participants = recorded.get("participants")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
        List<String> signers = signers(recorded);

        assertThat(signers).isNotEmpty();
        if (!WITH_SESSION_KEYS.contains(recorded.get("scenario").asString())) {
            assertThat(participants).containsAll(signers);
        }
    }

    @Test
    @DisplayName("0.x checklist 32: what a node refused for its signer was signed by the very stranger that it named")
    void refusedSignersAreTheNamedOnes() {
        String prefix = "signature from unknown participant wallet ";
        List<JsonNode> refused = Vectors.recorded("close")
                .filter(close -> close.get("error").asString("").startsWith(prefix))
                .toList();

        assertThat(refused)
                .hasSizeGreaterThan(5)
                .allSatisfy(close -> assertThat(signers(close))
                        .contains(close.get("error").asString().substring(prefix.length())));
    }

    @Test
    @DisplayName(
            "0.x checklist 28: closes that were accepted in canonical text are read, and written back letter for letter")
    void canonicalClosesAreWrittenBack() {
        List<String> read = accepted()
                .map(RecordedClosesTest::requestText)
                .filter(RecordedClosesTest::canonical)
                .toList();

        assertThat(read)
                .hasSizeGreaterThan(25)
                .allSatisfy(text -> assertThat(FrozenClose.read(text).text()).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.500000", "1e1", "+10", "10.", ".5"})
    @DisplayName("0.x checklist 27: amounts that a node takes in other forms are refused")
    void otherFormsOfAmountsAreRefused(String amount) {
        Optional<String> text = accepted()
                .map(RecordedClosesTest::requestText)
                .filter(request -> request.contains("\"amount\":\"" + amount + "\""))
                .findFirst();

        assertThat(text).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> FrozenClose.read(text.orElseThrow()));
    }

    private static boolean canonical(String text) {
        try {
            return FrozenClose.read(text).id() > 0;
        } catch (IllegalArgumentException another) {
            return false;
        }
    }

    /** As the SDKs write frames: the request array first, then the signatures. */
    private static String requestText(JsonNode recorded) {
        String frame = recorded.get("frame").asString();
        return frame.substring("{\"req\":".length(), frame.lastIndexOf(",\"sig\":["));
    }

    private static List<String> signers(JsonNode recorded) {
        String text = requestText(recorded);
        return JsonMapper.shared()
                .readTree(recorded.get("frame").asString())
                .get("sig")
                .valueStream()
                .map(signature -> Vectors.CURVE
                        .recover(Vectors.hash(text), EcdsaSignature.parse(signature.asString()))
                        .map(Address::checksummed)
                        .orElseThrow())
                .toList();
    }
}
