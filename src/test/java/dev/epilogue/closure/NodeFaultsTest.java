package dev.epilogue.closure;

import static dev.epilogue.closure.Cases.changed;
import static dev.epilogue.closure.Cases.paid;
import static dev.epilogue.closure.Cases.ready;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.asItStands;
import static dev.epilogue.testing.Sessions.closedAt;
import static dev.epilogue.testing.Sessions.nitroRpc;
import static dev.epilogue.testing.Sessions.onTheNodesClock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.SessionReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node that is there and fails, for minutes on a clock that the test moves: it spends time, and nobody has to decide anything. */
class NodeFaultsTest {

    private static final Pace PACE = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(30), 12);

    /** What the node does for so long. */
    private record Fault(String name, SessionReading session, FrameOutcome answer, Duration lasts) {
        @Override
        public String toString() {
            return name + " for " + lasts;
        }
    }

    static Stream<Fault> faults() {
        SessionReading v1 = alicesAndBobs("faults");
        SessionReading v0 = nitroRpc("faults");
        return Stream.of(4, 15, 50)
                .map(Duration::ofMinutes)
                .flatMap(lasts -> Stream.of(
                        fault("v1 database", v1, NodeError.TRANSIENT, lasts),
                        fault("v1 blocked", v1, NodeError.BLOCKED, lasts),
                        fault("v1 stale, though it is not", v1, NodeError.STALE, lasts),
                        fault("v1 closed, though it is not", v1, NodeError.ALREADY_CLOSED, lasts),
                        fault("0.x login", v0, NodeError.AUTHENTICATION, lasts),
                        fault("0.x stale, though it is not", v0, NodeError.STALE, lasts),
                        new Fault("v1 silence", v1, new FrameOutcome.Unknown("no answer"), lasts),
                        new Fault("v1 no connection", v1, new FrameOutcome.NotSent("no connection"), lasts),
                        new Fault("v1 accepts and does nothing", v1, new FrameOutcome.Accepted(), lasts)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void workResumesByItselfWhenTheNodeIsWell(Fault fault) {
        Closure closure = ready(asItStands(), fault.session());
        Instant now = Cases.LATER;
        Instant over = now.plus(fault.lasts());
        int tries = 0;
        while (now.isBefore(over)) {
            boolean sends = sends(closure, now);
            closure = sends ? sent(closure, fault.answer(), now) : read(closure, fault.session(), now);
            tries += sends ? 1 : 0;
            assertThat(closure.status()).isIn(ClosureStatus.READY, ClosureStatus.SUBMITTING);
            assertThat(closure.work().attempts()).isZero();
            Instant due = Objects.requireNonNull(closure.work().dueAt());
            now = due.isAfter(now) ? due : now;
        }
        assertThat(Duration.between(over, now))
                .as("it is tried again soon after")
                .isLessThanOrEqualTo(PACE.longestPause());
        assertThat(tries)
                .as("and the node is left in peace meanwhile")
                .isLessThan(10 + (int) fault.lasts().dividedBy(PACE.longestPause()));

        if (!sends(closure, now)) {
            closure = read(closure, fault.session(), now);
            now = Objects.requireNonNull(closure.work().dueAt());
        }
        closure = sent(closure, new FrameOutcome.Accepted(), now);
        Closure closed = changed(Readback.conclude(
                closure, new Evidence.Closed(closedAt(fault.session(), 5), paid(closure)), PACE, now));

        assertThat(closed.status()).isIn(ClosureStatus.SETTLED, ClosureStatus.SETTLING);
        assertThat(closed.outcome()).isEqualTo(Outcome.COOPERATIVE);
    }

    /** Sent once; its own database's words are no proof, and sent beside it another one would be paid as well. */
    @Test
    void whatA0xNodesDatabaseSaysWaitsForProofOrFence() {
        Closure closure = ready(asItStands(), nitroRpc("faults"));
        FrameOutcome failed = new FrameOutcome.Refused(NodeError.TRANSIENT, "failed to close application session");

        Closure after = read(sent(closure, failed, Cases.LATER), nitroRpc("faults"), Cases.LATER);

        assertThat(after.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(after.inDoubt()).isTrue();
        assertThat(after.work().waitingFor()).isEqualTo(WaitingFor.FENCE);
        Closure settling = changed(Readback.conclude(
                after, new Evidence.Closed(closedAt(nitroRpc("faults"), 5), paid(after)), PACE, Cases.LATER));
        assertThat(settling.outcome()).isEqualTo(Outcome.COOPERATIVE);
    }

    private static Fault fault(String name, SessionReading session, NodeError error, Duration lasts) {
        return new Fault(name, session, new FrameOutcome.Refused(error, "no"), lasts);
    }

    private static boolean sends(Closure closure, Instant now) {
        return closure.status() == ClosureStatus.READY || Submissions.resendDue(closure, PACE, now);
    }

    private static Closure sent(Closure closure, FrameOutcome answer, Instant now) {
        Closure intended = Submissions.intend(
                        closure,
                        List.of(new SealedFrame(0, 1, "sealed")),
                        closure.round().base().mark(),
                        now)
                .after();
        return Submissions.answered(intended, List.of(answer), PACE, now).after();
    }

    private static Closure read(Closure closure, SessionReading session, Instant now) {
        return changed(Readback.conclude(closure, new Evidence.Open(onTheNodesClock(session, now)), PACE, now));
    }
}
