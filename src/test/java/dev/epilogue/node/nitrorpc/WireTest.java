package dev.epilogue.node.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.NodeHint;
import dev.epilogue.node.link.Incoming;
import dev.epilogue.node.link.Request;
import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.client.Vectors;
import dev.epilogue.sandbox.clearnode.recording.Recording;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    private static final Address WALLET = DevelopmentKeys.address(9);

    private final List<Incoming.Push> pushes = new ArrayList<>();
    private final NitroRpcWire wire = wire(Duration.ofSeconds(15));

    private NitroRpcWire wire(Duration silence) {
        Broker broker = new Broker("test", DevelopmentKeys.address(0));
        return new NitroRpcWire(
                broker, new Identity(broker), new Login(ServiceWallet.of(null), "test"), pushes::add, silence);
    }

    @Test
    @DisplayName("0.x checklist 8: every recorded frame is signed by the broker, over the bytes as they came")
    void everyRecordedFrameIsSignedByTheBroker() {
        List<String> frames = Recording.load("/recordings/clearnode-v0-live.jsonl").stream()
                .flatMap(scenario -> scenario.received().stream())
                .map(Recording.Received::frame)
                // an id that we never send, as it does not fit a long
                .filter(frame -> !frame.startsWith("{\"res\":[18446744073709551615,"))
                .toList();
        assertThat(frames).hasSizeGreaterThan(1_000);
        assertThat(frames)
                .allSatisfy(frame ->
                        assertThat(wire.decode(frame)).isInstanceOfAny(Incoming.Answer.class, Incoming.Push.class));
    }

    @Test
    void vectorsOfAnswersAreTaken() {
        assertThat(wire.decode(Vectors.get("rpc-response").get("frame").stringValue()))
                .isInstanceOfSatisfying(Incoming.Answer.class, answer -> {
                    assertThat(answer.id()).isEqualTo(42);
                    assertThat(answer.error()).isNull();
                    assertThat(answer.nodeTime()).isEqualTo(Instant.ofEpochMilli(1767225601234L));
                });
        assertThat(wire.decode(Vectors.get("rpc-error-response").get("frame").stringValue()))
                .isInstanceOfSatisfying(
                        Incoming.Answer.class,
                        answer -> assertThat(answer.error())
                                .isEqualTo("incorrect submit_state request: quorum not reached: 50 / 100"));
    }

    @Test
    void whatIsSignedIsCutOutAndNeverWrittenAnew() {
        String odd = "[ 5 ,\"x\" , {\"a\":\"]}\\u003c\\\"\",\"b\": [1.50] } ,1767225601234 ]";
        assertThat(wire.decode(Signed.result(odd))).isInstanceOf(Incoming.Answer.class);
        String padded =
                "  { \"sid\" : {\"res\":[1]} , \"res\" :" + Signed.result(odd).substring(7) + "\n";
        assertThat(wire.decode(padded)).isInstanceOf(Incoming.Answer.class);
    }

    @Test
    void longFramesAreCutAtTheRightPlace() {
        String large = "[7,\"x\",{\"text\":\"" + "Łódź \\\" ]".repeat(40_000) + "\"},1767225601234]";
        assertThat(wire.decode(Signed.result(large))).isInstanceOf(Incoming.Answer.class);
    }

    @Test
    @DisplayName("0.x checklist 8: a changed byte, another key, no signature and a broken one are not the node's word")
    void whatTheNodeDidNotSignIsForged() {
        String genuine = Signed.result("[5,\"x\",{\"amount\":\"1\"},1767225601234]");
        assertThat(wire.decode(genuine.replace("\"1\"", "\"2\""))).isInstanceOf(Incoming.Forged.class);
        assertThat(wire.decode(genuine.replace("{\"amount\"", "{ \"amount\""))).isInstanceOf(Incoming.Forged.class);
        assertThat(wire.decode(Signed.by(DevelopmentKeys.key(1), "[5,\"x\",{},1767225601234]")))
                .isInstanceOf(Incoming.Forged.class);
        assertThat(wire.decode("{\"res\":[5,\"x\",{},1767225601234],\"sig\":[\"0x12\"]}"))
                .isInstanceOf(Incoming.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "<html>502</html>",
                "{}",
                "{\"res\":[5,\"x\",{},1]}",
                "{\"res\":[5,\"x\",{},1],\"sig\":[]}",
                "{\"res\":[5,\"x\",{}],\"sig\":[\"0x\"]}",
                "{\"res\":[\"5\",\"x\",{},1],\"sig\":[\"0x\"]}",
                "{\"res\":[99999999999999999999,\"x\",{},1],\"sig\":[\"0x\"]}",
                "{\"res\":[5,\"x\",{},1],\"res\":[6,\"x\",{},1],\"sig\":[\"0x\"]}",
                "{\"res\":[5,\"x\",{},1],\"sig\":[\"0x\"]} and more"
            })
    void whatIsNoAnswerIsGarbage(String frame) {
        assertThat(wire.decode(frame)).isInstanceOf(Incoming.Garbage.class);
    }

    @Test
    @DisplayName("0.x checklist 12: pong with null params is an answer")
    void pongHasNoParams() {
        assertThat(wire.decode(Signed.result("[3,\"pong\",null,1767225601234]")))
                .isInstanceOfSatisfying(Incoming.Answer.class, pong -> {
                    assertThat(pong.id()).isEqualTo(3);
                    assertThat(pong.error()).isNull();
                    assertThat(pong.body().isNull()).isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 15, 59, 600, 3_600})
    @DisplayName("0.x checklist 11: an idle connection is pinged at least every 20 s, and in time for its silence")
    void pingsComeInTime(long silence) {
        Duration after =
                wire(Duration.ofSeconds(silence)).idlePing().orElseThrow().after();
        // a link looks four times between two pings
        assertThat(after.plus(after.dividedBy(4))).isLessThan(Duration.ofSeconds(20));
        assertThat(after.multipliedBy(2)).isLessThan(Duration.ofSeconds(silence));
    }

    @Test
    void requestsAreWrittenAsTheNodeTakesThem() {
        assertThat(wire.encode(7, Request.of("ping", "{}", ""), Instant.ofEpochMilli(1767225600000L)))
                .isEqualTo("{\"req\":[7,\"ping\",{},1767225600000],\"sig\":[]}");
    }

    @Test
    @DisplayName("0.x checklist 10, 13: pushes have id 0 and are hints at most; unknown ones say nothing")
    void pushesAreHintsAtMost() {
        Hints hints = new Hints(WALLET);
        List<NodeHint> heard = new ArrayList<>();
        hints.direct().subscribe(heard::add);
        String session = "0x" + "ab".repeat(32);
        for (String push : List.of(
                "[0,\"bu\",{\"balance_updates\":[]},1767225601234]",
                "[0,\"cu\",{},1767225601234]",
                "[0,\"tr\",{\"transactions\":[]},1767225601234]",
                "[0,\"asu\",{\"app_session\":{\"app_session_id\":\"" + session + "\"}},1767225601234]",
                "[0,\"asu\",{\"app_session\":null},1767225601234]",
                "[0,\"assets\",{\"assets\":[]},1767225601234]",
                "[0,\"weather\",null,1767225601234]")) {
            Incoming decoded = wire.decode(Signed.result(push));
            assertThat(decoded).isInstanceOf(Incoming.Push.class);
            hints.accept((Incoming.Push) decoded);
        }
        NodeHint wallet = new NodeHint(null, WALLET);
        assertThat(heard).containsExactly(wallet, wallet, wallet, new NodeHint(SessionId.parse(session), null));
    }
}
