package dev.epilogue.sandbox.clearnode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.client.Duel;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.engine.ExecutedClose;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.fault.Gate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentClosesTest {

    private final FakeClearNode node = FakeClearNode.start(FakeClearNodeOptions.defaults());
    private final Duel duel = Duel.open(node);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void sameFrameOnTwoConnectionsPaysTwiceAndLooksNormalAfterwards() {
        meetAtGate("close_app_session");
        String frame = duel.close(7, "10", "20");
        try (Wire one = duel.coordinator();
                Wire other = duel.loggedIn(Duel.DAVE)) {
            one.send(frame);
            other.send(frame);

            assertThat(one.answer(7).get(2).get("status").asString()).isEqualTo("closed");
            assertThat(other.answer(7).get(2).get("status").asString()).isEqualTo("closed");
        }
        assertThat(duel.session().open()).isFalse();
        assertThat(duel.session().version()).isEqualTo(2);
        assertThat(node.withdrawals(duel.id())).hasSize(4);
        assertThat(duel.unified(1)).isEqualByComparingTo("20");
        assertThat(duel.unified(2)).isEqualByComparingTo("40");
        assertThat(node.sessionTotals(duel.id())).isEqualTo(Map.of("usdc", new BigDecimal("-30")));
        assertThat(node.executedCloses())
                .extracting(ExecutedClose::connection)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void framesThatMeetWithinTheWorkOfOneBothPayWithoutAnyScript() {
        try (FakeClearNode slow =
                FakeClearNode.start(FakeClearNodeOptions.defaults().withWork(Duration.ofSeconds(1)))) {
            Duel there = Duel.open(slow);
            String frame = there.close(7, "10", "20");
            try (Wire one = there.coordinator();
                    Wire other = there.loggedIn(Duel.DAVE)) {
                one.send(frame);
                other.send(frame);
                one.answer(7);
                other.answer(7);
            }
            assertThat(slow.withdrawals(there.id())).hasSize(4);
        }
    }

    @Test
    void differentSplitsBothBook() {
        meetAtGate("close_app_session");
        try (Wire one = duel.coordinator();
                Wire other = duel.loggedIn(Duel.DAVE)) {
            one.send(duel.close(7, "30", "0"));
            other.send(duel.close(8, "0", "30"));
            one.answer(7);
            other.answer(8);
        }
        assertThat(duel.unified(1)).isEqualByComparingTo("30");
        assertThat(duel.unified(2)).isEqualByComparingTo("30");
    }

    @Test
    void closeAndUpdateThatMeetGetTheSameVersionAndLeaveBalancesThatCancelOut() {
        Gate gate = meetAtGate("close_app_session");
        node.faults().on("submit_app_state").inject(new Fault.Hold(gate));
        try (Wire one = duel.coordinator();
                Wire other = duel.loggedIn(Duel.DAVE)) {
            one.send(duel.close(7, "10", "20"));
            other.send(duel.operate(8, 2, Duel.split("20", "10")));

            assertThat(one.answer(7).get(2).get("version").asInt()).isEqualTo(2);
            assertThat(other.answer(8).get(2).get("version").asInt()).isEqualTo(2);
        }
        assertThat(node.sessionTotals(duel.id()).get("usdc")).isEqualByComparingTo("0");
        assertThat(node.<Boolean>look(state ->
                        state.ledger().entries(entry -> entry.account().equals(duel.id())).stream()
                                .anyMatch(entry -> entry.debit().signum() > 0)))
                .isTrue();
    }

    @Test
    void repetitionBehindTheFirstOnOneConnectionIsRefused() {
        String frame = duel.close(7, "10", "20");
        try (Wire wire = duel.coordinator()) {
            wire.send(frame).send(frame);

            assertThat(wire.answer(7).get(1).asString()).isEqualTo("close_app_session");
            assertThat(wire.answer(7).get(2).get("error").asString())
                    .isEqualTo("an open app session not found: record not found");
        }
        assertThat(node.withdrawals(duel.id())).hasSize(2);
    }

    @Test
    void repetitionAfterTheAnswerIsRefusedOnAnyConnection() {
        String frame = duel.close(7, "10", "20");
        try (Wire one = duel.coordinator();
                Wire other = duel.loggedIn(Duel.DAVE)) {
            one.send(frame).answer(7);

            assertThat(other.send(frame).answer(7).get(1).asString()).isEqualTo("error");
        }
        assertThat(node.executedCloses()).hasSize(1);
    }

    private Gate meetAtGate(String method) {
        Gate gate = Gate.opensAt(2);
        node.faults().on(method).session(duel.id()).times(2).inject(new Fault.Hold(gate));
        return gate;
    }
}
