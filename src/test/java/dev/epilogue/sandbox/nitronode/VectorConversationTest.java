package dev.epilogue.sandbox.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.ledger.Asset;
import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.sandbox.nitronode.ledger.Channel.Status;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.ChannelTerms;
import dev.epilogue.sandbox.nitronode.ledger.Network;
import dev.epilogue.sandbox.nitronode.ledger.Token;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The computed conversation: close, acknowledgement and channel creation on another network, with another node key. */
class VectorConversationTest {

    private static final JsonNode VECTORS =
            Recording.JSON.readTree(VectorConversationTest.class.getResourceAsStream("/vectors/nitronode-v1.json"));
    private static final Token YUSD = new Token("11155111", "0x67a5f0b0553e22689a539b80cbe4a1cd126e2bde", 6);

    private FakeNitronode node;
    private TestWire wire;
    private SessionId session;

    @BeforeEach
    void start() {
        Asset yusd = new Asset("yusd", "Yellow USD", 6, List.of(YUSD));
        Network network = new Network("ethereum_sepolia", YUSD.chainId(), "0x5d", "v1.4.1", List.of(yusd));
        node = FakeNitronode.start(FakeNitronodeOptions.defaults()
                .withNodeKey(named("keys", "node").get("private_key").stringValue())
                .withNetwork(network));
        wire = TestWire.to(node.url());
        session = node.ledger().openSession(seed());
        seedChannel();
    }

    @AfterEach
    void stop() {
        wire.close();
        node.close();
    }

    @Test
    void closesAcknowledgesAndOpensAChannelAsComputed() throws Exception {
        assertThat(call(example("get_app_sessions_before_close", "request")))
                .isEqualTo(answer(example("get_app_sessions_before_close", "response")));
        JsonNode close = named("app_state_update", "close_v5");
        assertThat(call(close.get("rpc_request"))).isEqualTo(answer(close.get("rpc_response")));
        for (String step : List.of(
                "get_app_sessions_after_close",
                "get_latest_state_after_close",
                "get_latest_state_absent",
                "submit_acknowledgement",
                "request_creation_with_acknowledgement")) {
            assertThat(call(example(step, "request"))).as(step).isEqualTo(answer(example(step, "response")));
        }
        assertThat(call(close.get("rpc_request"))).isEqualTo(answer(example("close_again", "response")));
    }

    @Test
    void aParticipantWithoutAChannelGetsAnUnsignedCredit() throws Exception {
        call(named("app_state_update", "close_v5").get("rpc_request"));
        JsonNode expected = VECTORS.get("release_without_channel").get("state");
        ChannelState state = RecordedJson.state(expected);
        assertThat(node.ledger().states(state.account().wallet(), "yusd"))
                .singleElement()
                .isEqualTo(state);
    }

    @Test
    void badSignaturesAreRefusedInTheNodesWords() throws Exception {
        for (JsonNode vector : VECTORS.get("app_signature_negative")) {
            ArrayNode request = (ArrayNode)
                    named("app_state_update", "close_v5").get("rpc_request").deepCopy();
            ((ObjectNode) request.get(3))
                    .putArray("quorum_sigs")
                    .add(vector.get("signature").stringValue());
            assertThat(call(request).get(3).get("error").stringValue())
                    .as(vector.get("name").stringValue())
                    .isEqualTo(vector.get("error").stringValue());
        }
        assertThat(node.ledger().session(session).version()).isEqualTo(4);
    }

    private static SessionSeed seed() {
        JsonNode before = example("get_app_sessions_before_close", "response")
                .get(3)
                .get("app_sessions")
                .get(0);
        Allocation[] allocations = before.get("allocations")
                .valueStream()
                .map(each -> Recording.JSON.convertValue(each, Allocation.class))
                .toArray(Allocation[]::new);
        return SessionSeed.of(RecordedSessions.definition(before.get("app_definition")), allocations)
                .withData(before.get("session_data").stringValue())
                .atVersion(4);
    }

    private void seedChannel() {
        JsonNode vector = named("channel_id", "alice_yusd");
        ChannelState first =
                RecordedJson.state(named("channel_state", "home_deposit_v1").get("state"));
        ChannelTerms terms =
                new ChannelTerms(Long.parseUnsignedLong(vector.get("nonce").asString()), 86_400, "0x03");
        node.ledger().put(new Channel(first.homeChannelId(), first.account(), terms, YUSD, Status.OPEN, 1, null));
        for (String name : List.of("home_deposit_v1", "commit_v2", "release_v3_from_withdraw")) {
            node.ledger().append(RecordedJson.state(named("channel_state", name).get("state")));
        }
    }

    private JsonNode call(JsonNode request) throws InterruptedException {
        return RecordedAnswers.comparable(wire.call(request.toString()));
    }

    private static JsonNode answer(JsonNode response) {
        return RecordedAnswers.comparable(response.toString());
    }

    private static JsonNode example(String name, String part) {
        return VECTORS.get("rpc_examples").get(name).get(part);
    }

    private static JsonNode named(String group, String name) {
        return VECTORS.get(group)
                .valueStream()
                .filter(each -> each.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
