package dev.epilogue.sandbox.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.value.SessionId;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String SUBMIT = "app_sessions.v1.submit_app_state";
    private static final String PING = "[1,9,\"node.v1.ping\",{},1]";
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final FakeNitronode node = FakeNitronode.start();
    private final TestWire wire = TestWire.to(node.url());
    private final TestParty party = TestParty.two("faults");
    private final SessionId session = node.ledger().openSession(party.seed());
    private final String close = party.close(session, 2).frame(1);

    @AfterEach
    void stop() {
        wire.close();
        node.close();
    }

    @Test
    void aDelayHoldsBackTheConnectionButNotOthers() throws Exception {
        node.with(FaultRule.onClose(new Fault.Delay(Duration.ofMillis(400))));
        wire.send(close);
        wire.send(PING);
        try (TestWire other = TestWire.to(node.url())) {
            assertThat(other.call(PING)).startsWith("[2,9,");
            assertThat(isClosed()).isFalse();
        }
        assertThat(wire.next()).startsWith("[2,1,");
        assertThat(wire.next()).startsWith("[2,9,");
        assertThat(isClosed()).isTrue();
    }

    @Test
    void aConnectionDroppedBeforehandExecutesNothing() {
        node.with(FaultRule.onClose(new Fault.DropBefore()));
        wire.send(close);
        assertThat(wire.closeCode()).isEqualTo(1006);
        assertThat(isClosed()).isFalse();
        assertThat(node.executed()).isEmpty();
    }

    @Test
    void aConnectionDroppedAfterwardsHasExecutedButLostTheAnswer() {
        node.with(FaultRule.onClose(new Fault.DropAfter()));
        wire.send(close);
        assertThat(wire.closeCode()).isEqualTo(1006);
        assertThat(wire.received()).isZero();
        assertThat(isClosed()).isTrue();
        assertThat(node.executed()).singleElement().satisfies(each -> {
            assertThat(each.session()).isEqualTo(session);
            assertThat(each.connection()).isEqualTo(node.journal().connections().getFirst());
        });
    }

    @Test
    void aSilentNodeExecutesAndGoesOnWithTheNextRequest() throws Exception {
        node.with(FaultRule.onClose(new Fault.Silent()));
        wire.send(close);
        assertThat(wire.call(PING)).startsWith("[2,9,");
        assertThat(isClosed()).isTrue();
    }

    @Test
    void anAnswerComesTwice() throws Exception {
        node.with(FaultRule.onClose(new Fault.Duplicate()));
        String first = wire.call(close);
        assertThat(first).startsWith("[2,1,");
        assertThat(wire.next()).isEqualTo(first);
        assertThat(node.ledger().releases(session)).hasSize(2);
    }

    @Test
    void garbageComesInPlaceOfTheAnswer() throws Exception {
        node.with(FaultRule.onClose(new Fault.Garbage("<html>502</html>")));
        assertThat(wire.call(close)).isEqualTo("<html>502</html>");
        assertThat(isClosed()).isTrue();
    }

    @Test
    void anErrorOfChoiceComesAndNothingIsExecuted() throws Exception {
        node.with(FaultRule.onClose(new Fault.Refuse("failed to lock: (SQLSTATE 57P01)")));
        assertThat(wire.call(close)).startsWith("[4,1,").contains("SQLSTATE 57P01");
        assertThat(isClosed()).isFalse();
        assertThat(wire.call(close)).startsWith("[2,1,");
    }

    @Test
    void aLateExecutionHappensThoughTheConnectionIsGone() throws Exception {
        node.with(FaultRule.onClose(new Fault.Late(Duration.ofMillis(300))));
        wire.send(close);
        node.journal().await(each -> SUBMIT.equals(each.method()), 1, LONG);
        wire.destroy();
        assertThat(isClosed()).isFalse();
        node.awaitExecuted(session, 2, LONG);
        assertThat(isClosed()).isTrue();
    }

    @Test
    void somebodysOperateMovesTheVersionJustBeforeTheClose() throws Exception {
        node.with(FaultRule.onClose(new Fault.OperateFirst()));
        assertThat(wire.call(close)).contains("invalid app session version: expected 3, got 2");
        assertThat(node.ledger().session(session).version()).isEqualTo(2);
        assertThat(wire.call(party.close(session, 3).frame(2))).startsWith("[2,2,");
    }

    @Test
    void somebodyElseClosesJustBefore() throws Exception {
        node.with(FaultRule.onClose(new Fault.CloseFirst()));
        assertThat(wire.call(close)).contains("app session is already closed");
        assertThat(node.ledger().releases(session)).hasSize(2);
        assertThat(node.executed()).isEmpty();
    }

    @Test
    void aHalfOpenConnectionNeitherAnswersNorCloses() throws Exception {
        node.with(FaultRule.onClose(new Fault.HalfOpen()));
        wire.send(close);
        wire.send(PING);
        assertThat(wire.next(SHORT)).isNull();
        assertThat(wire.isClosed()).isFalse();
        assertThat(isClosed()).isFalse();
    }

    @Test
    void aRuleStrikesAsOftenAsItSaysAndOnlyItsSession() throws Exception {
        SessionId other = node.ledger().openSession(TestParty.two("other").seed());
        FaultRule rule = FaultRule.onClose(new Fault.Refuse("no")).ofSession(session);
        node.with(rule.times(2));
        assertThat(wire.call(party.close(other, 9).frame(1))).contains("invalid app session version");
        assertThat(wire.call(close)).contains("\"no\"");
        assertThat(wire.call(close)).contains("\"no\"");
        assertThat(wire.call(close)).startsWith("[2,1,");
        assertThat(node.faults().pending()).isEmpty();
    }

    @Test
    void aRestartCutsEverybodyAndKeepsTheBooks() throws Exception {
        wire.call(close);
        var listening = node.restart(Duration.ofMillis(300));
        assertThat(wire.closeCode()).isEqualTo(1006);
        assertThatThrownBy(() -> TestWire.to(node.url())).hasCauseInstanceOf(ConnectException.class);
        listening.join();
        try (TestWire again = TestWire.to(node.url())) {
            assertThat(again.call(close)).contains("app session is already closed");
        }
    }

    @Test
    void refusedConnectionsLeaveThePresentOnesAlone() throws Exception {
        wire.call(PING);
        node.refuseConnections();
        assertThatThrownBy(() -> TestWire.to(node.url())).hasCauseInstanceOf(ConnectException.class);
        assertThat(wire.call(PING)).startsWith("[2,9,");
        node.acceptConnections();
        try (TestWire again = TestWire.to(node.url())) {
            assertThat(again.call(PING)).startsWith("[2,9,");
        }
    }

    @Test
    void aRestoredBackupForgetsWhatHappenedSince() throws Exception {
        var backup = node.backup();
        wire.call(close);
        node.restore(backup);
        assertThat(isClosed()).isFalse();
        assertThat(node.ledger().session(session).version()).isEqualTo(1);
        assertThat(node.ledger().releases(session)).isEmpty();
        assertThat(wire.call(close)).startsWith("[2,1,");
    }

    @Test
    void theJournalTellsWhatCameInFromWhereAndWhen() throws Exception {
        wire.call(PING);
        wire.call(close);
        try (TestWire other = TestWire.to(node.url())) {
            other.call(close);
        }
        assertThat(node.journal().frames(SUBMIT, session))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.frame()).isEqualTo(close));
        assertThat(node.journal().frames(SUBMIT))
                .extracting(each -> each.connection())
                .isEqualTo(node.journal().connections());
        assertThat(node.journal().frames("node.v1.ping")).hasSize(1);
    }

    private boolean isClosed() {
        return node.ledger().session(session).closed();
    }
}
