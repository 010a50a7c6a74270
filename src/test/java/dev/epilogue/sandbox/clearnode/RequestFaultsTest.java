package dev.epilogue.sandbox.clearnode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.client.Duel;
import dev.epilogue.sandbox.clearnode.client.Frames;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.fault.Gate;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RequestFaultsTest {

    private static final String CLOSE = "close_app_session";
    private static final Duration A_WHILE = Duration.ofMillis(150);

    private final FakeClearNode node = FakeClearNode.start(FakeClearNodeOptions.defaults());
    private final Duel duel = Duel.open(node);
    private final Wire wire = duel.coordinator();

    @AfterEach
    void stop() {
        wire.close();
        node.close();
    }

    private void onClose(Fault fault) {
        node.faults().on(CLOSE).session(duel.id()).inject(fault);
    }

    @Test
    void delayedCloseIsExecutedAfterItsDelay() {
        onClose(new Fault.Delay(A_WHILE));
        long before = System.nanoTime();

        wire.send(duel.close(1, "10", "20")).answer(1);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(A_WHILE);
        assertThat(duel.session().open()).isFalse();
    }

    @Test
    void closeDroppedBeforeExecutionLeavesTheSessionOpen() {
        onClose(new Fault.DropBefore());

        wire.send(duel.close(1, "10", "20"));

        wire.awaitEnd();
        node.awaitIdle(Wire.PATIENCE);
        assertThat(duel.session().open()).isTrue();
    }

    @Test
    void closeDroppedAfterExecutionIsBookedAndKeptInTheHistory() {
        onClose(new Fault.DropAfter());

        wire.send(duel.close(1, "10", "20"));

        wire.awaitEnd();
        node.awaitIdle(Wire.PATIENCE);
        assertThat(node.withdrawals(duel.id())).hasSize(2);
        try (Wire again = duel.coordinator()) {
            assertThat(history(again)).hasSize(1);
        }
    }

    @Test
    void lateCloseIsBookedAfterItsConnectionIsGone() {
        Gate gate = Gate.closed();
        onClose(new Fault.Hold(gate));
        wire.send(duel.close(1, "10", "20"));
        gate.awaitArrivals(1, Wire.PATIENCE);
        wire.close();

        try (Wire again = duel.coordinator()) {
            assertThat(duel.session().open()).isTrue();
            assertThat(history(again)).isEmpty();

            gate.open();
            node.awaitIdle(Wire.PATIENCE);

            assertThat(duel.session().open()).isFalse();
            assertThat(history(again)).hasSize(1);
        }
    }

    @Test
    void frameResentWhileItsLostTwinIsLatePaysTwice() {
        Gate gate = Gate.opensAt(2);
        node.faults().on(CLOSE).times(2).inject(new Fault.Hold(gate));
        String frame = duel.close(1, "10", "20");
        wire.send(frame);
        gate.awaitArrivals(1, Wire.PATIENCE);
        wire.close();

        try (Wire again = duel.coordinator()) {
            assertThat(duel.session().open()).isTrue();
            again.send(frame).answer(1);
            node.awaitIdle(Wire.PATIENCE);
        }

        assertThat(node.withdrawals(duel.id())).hasSize(4);
    }

    @Test
    void lateExecutionMayCutTheConnectionByItself() {
        onClose(new Fault.ExecuteLate(A_WHILE, true));

        wire.send(duel.close(1, "10", "20"));

        wire.awaitEnd();
        node.awaitIdle(Wire.PATIENCE);
        assertThat(duel.session().open()).isFalse();
    }

    @Test
    void lostAnswerLeavesTheConnectionAlive() {
        onClose(new Fault.LoseAnswer());

        wire.send(duel.close(1, "10", "20")).send(ping(2));

        assertThat(wire.methodsUntil(2)).containsExactly("bu", "pong");
        assertThat(duel.session().open()).isFalse();
    }

    @Test
    void ignoredCloseIsNeverExecuted() {
        onClose(new Fault.Ignore());

        wire.send(duel.close(1, "10", "20")).send(ping(2));

        assertThat(wire.methodsUntil(2)).containsExactly("pong");
        assertThat(duel.session().open()).isTrue();
    }

    @Test
    void answerMayComeTwice() {
        onClose(new Fault.DuplicateAnswer());

        wire.send(duel.close(1, "10", "20")).send(ping(2));

        assertThat(wire.methodsUntil(2)).containsExactly("bu", CLOSE, CLOSE, "pong");
    }

    @Test
    void garbageComesInPlaceOfTheAnswer() {
        onClose(new Fault.Garbage("<html>502</html>"));

        wire.send(duel.close(1, "10", "20"));
        wire.await("bu");

        assertThat(wire.text()).isEqualTo("<html>502</html>");
        assertThat(duel.session().open()).isFalse();
    }

    @Test
    void chosenErrorIsAnsweredWithoutALookAtTheRequest() {
        onClose(new Fault.Refuse("failed to close application session"));

        JsonNode answer = wire.send(duel.close(1, "10", "20")).answer(1);

        assertThat(answer.get(2).get("error").asString()).isEqualTo("failed to close application session");
        assertThat(duel.session().open()).isTrue();
    }

    @Test
    void answerMayBeSignedByAStranger() {
        onClose(new Fault.WrongSignature());

        wire.send(duel.close(1, "10", "20"));
        wire.await("bu");
        String text = wire.text();

        String res = text.substring("{\"res\":".length(), text.lastIndexOf(",\"sig\":"));
        JsonNode signature = JsonMapper.shared().readTree(text).get("sig").get(0);
        assertThat(Secp256k1.best()
                        .recover(
                                Keccak.hash(res.getBytes(StandardCharsets.UTF_8)),
                                EcdsaSignature.parse(signature.asString())))
                .isPresent()
                .get()
                .isNotEqualTo(node.brokerAddress());
    }

    @Test
    void updateThatSlipsInMovesTheVersionAndNotTheClose() {
        onClose(new Fault.VersionRace(Duel.split("15", "15")));

        JsonNode answer = wire.send(duel.close(1, "10", "20")).answer(1);

        assertThat(answer.get(2).get("version").asInt()).isEqualTo(3);
    }

    @Test
    void updateThatSlipsInRefusesAnotherUpdate() {
        node.faults().on("submit_app_state").inject(new Fault.VersionRace(Duel.split("15", "15")));

        JsonNode answer = wire.send(duel.operate(1, 2, Duel.split("20", "10"))).answer(1);

        assertThat(answer.get(2).get("error").asString())
                .isEqualTo("incorrect app state: incorrect version: expected 3, got 2");
    }

    @Test
    void sessionClosedElsewhereIsNotFoundByTheClose() {
        onClose(new Fault.ClosedElsewhere(Duel.split("30", "0")));

        JsonNode answer = wire.send(duel.close(1, "10", "20")).answer(1);

        assertThat(answer.get(2).get("error").asString()).isEqualTo("an open app session not found: record not found");
        assertThat(duel.unified(1)).isEqualByComparingTo("30");
    }

    @Test
    void nodeKilledBeforeTheCommitForgetsTheClose() {
        onClose(new Fault.Kill(false));
        String frame = duel.close(1, "10", "20");

        wire.send(frame);

        wire.awaitEnd();
        node.awaitIdle(Wire.PATIENCE);
        assertThat(duel.session().open()).isTrue();
        try (Wire again = duel.coordinator()) {
            assertThat(again.send(frame).answer(1).get(1).asString()).isEqualTo(CLOSE);
        }
    }

    @Test
    void nodeKilledAfterTheCommitHasNoHistoryOfTheClose() {
        onClose(new Fault.Kill(true));

        wire.send(duel.close(1, "10", "20"));

        wire.awaitEnd();
        node.awaitIdle(Wire.PATIENCE);
        assertThat(duel.session().open()).isFalse();
        try (Wire again = duel.coordinator()) {
            assertThat(history(again)).isEmpty();
        }
    }

    @Test
    void faultIsUsedUpByTheRequestsThatItWasMeantFor() {
        node.faults().on("ping").times(2).inject(new Fault.Refuse("busy"));

        assertThat(wire.send(ping(1)).answer(1).get(1).asString()).isEqualTo("error");
        assertThat(wire.send(ping(2)).answer(2).get(1).asString()).isEqualTo("error");
        assertThat(wire.send(ping(3)).answer(3).get(1).asString()).isEqualTo("pong");
    }

    private JsonNode history(Wire on) {
        on.send(Frames.signed(Frames.req(77, "get_rpc_history", "{}", now())));
        return on.answer(77).get(2).get("rpc_entries");
    }

    private String ping(long id) {
        return Frames.signed(Frames.req(id, "ping", "{}", now()));
    }

    private long now() {
        return node.now().toEpochMilli();
    }
}
