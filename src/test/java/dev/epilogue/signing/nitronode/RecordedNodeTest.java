package dev.epilogue.signing.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What a running Nitronode accepted, refused and signed, judged by our own functions. */
class RecordedNodeTest {

    private static final Address NODE = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static final Map<String, Integer> DECIMALS = Map.of("yusd", 6, "weth", 18);
    private static final Secp256k1 CURVE = Secp256k1.best();
    private static final List<JsonNode> RECORDED = Vectors.lines("/vectors/nitronode-v1-recorded.jsonl");

    static Stream<JsonNode> accepted() {
        return recorded("update").filter(update -> update.get("error").isNull());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    @DisplayName("v1 checklist 6: every wallet signature that the node accepted recovers to a participant")
    void acceptedSignaturesRecoverToParticipants(JsonNode recorded) {
        Set<Address> participants = recorded.get("participants")
                .valueStream()
                .map(address -> Address.parse(address.asString()))
                .collect(Collectors.toSet());

        assertThat(signatures(recorded))
                .isNotEmpty()
                .filteredOn(signature -> signature.kind() == SignatureKind.WALLET)
                .allSatisfy(signature -> assertThat(participants).contains(recovered(recorded, signature)));
    }

    static Stream<JsonNode> refused() {
        return recorded("update").filter(update -> !update.get("error").isNull());
    }

    @ParameterizedTest
    @MethodSource("refused")
    @DisplayName("v1 checklist 27: what the node refused recovers to the very stranger that the node named")
    void refusedSignaturesRecoverToTheNamedStranger(JsonNode recorded) {
        String error = recorded.get("error").asString();

        assertThat(signatures(recorded))
                .anySatisfy(signature -> assertThat(error)
                        .contains(recovered(recorded, signature).lowerCase()));
    }

    static Stream<JsonNode> states() {
        return recorded("state");
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName("v1 checklist 47: node and user signatures on recorded states verify")
    void statesAreSignedByNodeAndUser(JsonNode recorded) {
        JsonNode state = recorded.get("state");
        ChannelState read = Vectors.state(state);

        assertThat(read.id().hex()).isEqualTo(state.get("id").asString());
        if (state.has("node_sig")) {
            assertSigned(read, state.get("node_sig").asString(), NODE);
        }
        if (state.has("user_sig") && state.get("user_sig").asString().startsWith("0x00")) {
            assertSigned(read, state.get("user_sig").asString(), read.wallet());
        }
    }

    @Test
    void acknowledgementsThatTheNodeCoSignedVerify() {
        assertThat(recorded("co-signed")).isNotEmpty().allSatisfy(recorded -> {
            ChannelState state = Vectors.state(recorded.get("state"));
            assertSigned(state, recorded.get("node_sig").asString(), NODE);
        });
    }

    @Test
    @DisplayName("v1 checklist 49: every recorded release and acknowledgement is the predicted one")
    void successorsAreThePredictedOnes() {
        Map<List<Object>, ChannelState> states = new HashMap<>();
        Stream.concat(recorded("state"), recorded("co-signed")).forEach(recorded -> {
            ChannelState state = Vectors.state(recorded.get("state"));
            states.put(position(state, state.version()), state);
        });
        int predicted = 0;
        for (ChannelState state : states.values()) {
            ChannelState before = states.get(position(state, state.version() - 1));
            if (before != null && state.transition().type() == Transition.RELEASE) {
                SessionId session = SessionId.parse(state.transition().accountId());
                assertThat(before.released(session, state.transition().amount()))
                        .contains(state);
                predicted++;
            } else if (before != null && acknowledgesInPlace(before, state)) {
                assertThat(before.acknowledged()).isEqualTo(state);
                predicted++;
            }
        }
        assertThat(predicted).isEqualTo(26);
    }

    /** An acknowledgement that opens a channel chooses chain and token. */
    private static boolean acknowledgesInPlace(ChannelState before, ChannelState state) {
        return state.transition().type() == Transition.ACKNOWLEDGEMENT && before.channelId() != null;
    }

    private static List<Object> position(ChannelState state, long version) {
        return Arrays.asList(state.wallet(), state.asset(), state.epoch(), version);
    }

    private static void assertSigned(ChannelState state, String signature, Address signer) {
        int decimals = DECIMALS.getOrDefault(state.asset(), 0);
        Hash32 digest = state.packed(decimals, 0).orElseThrow().digest();

        assertThat(StateSignature.parse(signature).signer(digest, CURVE)).contains(signer);
    }

    private static Address recovered(JsonNode recorded, QuorumSignature signature) {
        Hash32 digest = Vectors.update(recorded.get("update"), "allocations").digest();
        return CURVE.recover(digest, signature.signature()).orElseThrow();
    }

    private static List<QuorumSignature> signatures(JsonNode recorded) {
        return recorded.get("quorum_sigs")
                .valueStream()
                .map(signature -> QuorumSignature.parseWire(signature.asString()))
                .toList();
    }

    private static Stream<JsonNode> recorded(String kind) {
        return RECORDED.stream().filter(line -> line.get("kind").asString().equals(kind));
    }
}
