package dev.epilogue.closure;

import static dev.epilogue.closure.Cases.LATER;
import static dev.epilogue.closure.Cases.PACE;
import static dev.epilogue.closure.Cases.answered;
import static dev.epilogue.closure.Cases.changed;
import static dev.epilogue.closure.Cases.paid;
import static dev.epilogue.closure.Cases.ready;
import static dev.epilogue.closure.Cases.submitting;
import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.asItStands;
import static dev.epilogue.testing.Sessions.at;
import static dev.epilogue.testing.Sessions.closedAt;
import static dev.epilogue.testing.Sessions.holds;
import static dev.epilogue.testing.Sessions.nitroRpc;
import static dev.epilogue.testing.Sessions.onTheNodesClock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.SessionReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a lost 0.x frame may be sent again before its fence: only where the node's configuration says so, and never on one look. */
class ResendTest {

    private static final SessionReading OPEN = nitroRpc("nitrorpc");
    private static final SessionReading TOUCHED = at(OPEN, 5, holds(ALICE, "50"), holds(BOB, "37.5"));
    private static final FrameOutcome UNKNOWN = new FrameOutcome.Unknown("connection lost");
    private static final Closure LOST = answered(submitting(ready(asItStands(), OPEN)), UNKNOWN);
    private static final Instant FENCE = LOST.fence().orElseThrow().instant();
    private static final Duration DELAY = Duration.ofMinutes(2);
    private static final Duration OFF = null;

    /** What was seen of the session so long after the answer was lost, under which setting. */
    private record Look(
            long seconds, Evidence seen, @Nullable Duration resendAfter) {}

    private record Rule(
            String name, ClosureStatus status, @Nullable WaitingFor waitingFor, List<Look> looks) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Rule> rules() {
        return List.of(
                rule(
                        "off, however long it reads open",
                        ClosureStatus.SUBMITTING,
                        WaitingFor.FENCE,
                        open(0, OFF),
                        open(3000, OFF)),
                rule("one look proves nothing", ClosureStatus.SUBMITTING, WaitingFor.PROOF, open(0, DELAY)),
                rule(
                        "one look proves nothing, however late",
                        ClosureStatus.SUBMITTING,
                        WaitingFor.PROOF,
                        open(3000, DELAY)),
                rule(
                        "a second look too early",
                        ClosureStatus.SUBMITTING,
                        WaitingFor.PROOF,
                        open(0, DELAY),
                        open(119, DELAY)),
                rule(
                        "many looks too early",
                        ClosureStatus.SUBMITTING,
                        WaitingFor.PROOF,
                        open(0, DELAY),
                        open(40, DELAY),
                        open(80, DELAY),
                        open(119, DELAY)),
                rule(
                        "a second look after the delay",
                        ClosureStatus.READY,
                        WaitingFor.NODE,
                        open(0, DELAY),
                        open(120, DELAY)),
                rule(
                        "the delay counts from the first look",
                        ClosureStatus.SUBMITTING,
                        WaitingFor.PROOF,
                        open(60, DELAY),
                        open(179, DELAY)),
                rule(
                        "switched on for what is lost already",
                        ClosureStatus.SUBMITTING,
                        WaitingFor.PROOF,
                        open(0, OFF),
                        open(3000, DELAY)),
                rule(
                        "switched off before the second look",
                        ClosureStatus.SUBMITTING,
                        WaitingFor.FENCE,
                        open(0, DELAY),
                        open(120, OFF)),
                rule("executed late, within the delay", ClosureStatus.SETTLING, null, open(0, DELAY), closed(100)),
                rule(
                        "executed late, seen at the second look",
                        ClosureStatus.SETTLING,
                        null,
                        open(0, DELAY),
                        closed(120)),
                rule(
                        "moved meanwhile: only the fence",
                        ClosureStatus.SUBMITTING,
                        WaitingFor.FENCE,
                        open(0, DELAY),
                        seen(120, TOUCHED),
                        seen(3000, TOUCHED)),
                rule(
                        "the fence passes first",
                        ClosureStatus.COLLECTING,
                        WaitingFor.SIGNATURES,
                        open(0, DELAY),
                        seen(60, onTheNodesClock(OPEN, FENCE))));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatIsSeenDecides(Rule rule) {
        Closure closure = LOST;
        for (Look look : rule.looks()) {
            closure = changed(Readback.conclude(
                    closure, look.seen(), PACE.resendingAfter(look.resendAfter()), LATER.plusSeconds(look.seconds())));
        }

        assertThat(closure.status()).isEqualTo(rule.status());
        if (rule.waitingFor() != null) {
            assertThat(closure.work().waitingFor()).isEqualTo(rule.waitingFor());
        }
        assertThat(closure.inDoubt()).isEqualTo(rule.status() == ClosureStatus.SUBMITTING);
    }

    @Test
    void theSameRoundIsSentAgainWithTheSameSignatures() {
        Pace pace = PACE.resendingAfter(DELAY);
        Closure looked = changed(Readback.conclude(LOST, new Evidence.Open(OPEN), pace, LATER));
        Change proved = Cases.change(Readback.conclude(looked, new Evidence.Open(OPEN), pace, LATER.plus(DELAY)));

        assertThat(proved.gate()).isEqualTo(GateMove.RELEASE);
        assertThat(proved.after().round().payloads()).isEqualTo(LOST.round().payloads());
        assertThat(proved.after().consents()).isEqualTo(LOST.consents());
        assertThat(proved.after().work().attempts()).isZero();
    }

    @Test
    void whatIsLostAgainSettlesAgain() {
        Pace pace = PACE.resendingAfter(DELAY);
        Closure looked = changed(Readback.conclude(LOST, new Evidence.Open(OPEN), pace, LATER));
        Closure again = changed(Readback.conclude(looked, new Evidence.Open(OPEN), pace, LATER.plus(DELAY)));
        Closure sentAgain = Submissions.intend(
                        again,
                        List.of(new SealedFrame(0, 4712, "sealed")),
                        again.round().base().mark(),
                        LATER.plus(DELAY))
                .after();
        Closure lost = answered(sentAgain, UNKNOWN);
        Instant much = LATER.plus(DELAY).plus(DELAY);

        Closure first = changed(Readback.conclude(lost, new Evidence.Open(OPEN), pace, much));

        assertThat(first.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(changed(Readback.conclude(first, new Evidence.Open(OPEN), pace, much.plus(DELAY)))
                        .status())
                .isEqualTo(ClosureStatus.READY);
    }

    /** The setting says how long the node works at most; where that was untrue, the close is ours all the same. */
    @Test
    void whatCountedAsLostAndRanAfterAllIsOurs() {
        Pace pace = PACE.resendingAfter(DELAY);
        Closure looked = changed(Readback.conclude(LOST, new Evidence.Open(OPEN), pace, LATER));
        Closure again = changed(Readback.conclude(looked, new Evidence.Open(OPEN), pace, LATER.plus(DELAY)));
        assertThat(again.status()).isEqualTo(ClosureStatus.READY);

        Closure settling = changed(Readback.conclude(again, closed(121).seen(), pace, LATER.plusSeconds(121)));

        assertThat(settling.outcome()).isEqualTo(Outcome.COOPERATIVE);
    }

    @Test
    void theNodeIsLookedAtMeanwhileSinceTheFrameMayBeExecutedAfterAll() {
        Closure looked = changed(
                Readback.conclude(LOST, new Evidence.Open(OPEN), PACE.resendingAfter(Duration.ofHours(1)), LATER));

        assertThat(looked.work().dueAt()).isEqualTo(LATER.plus(PACE.longestPause()));
    }

    private static Rule rule(String name, ClosureStatus status, @Nullable WaitingFor waitingFor, Look... looks) {
        return new Rule(name, status, waitingFor, Arrays.asList(looks));
    }

    private static Look open(long seconds, @Nullable Duration resendAfter) {
        return new Look(seconds, new Evidence.Open(OPEN), resendAfter);
    }

    private static Look seen(long seconds, SessionReading reading) {
        return new Look(seconds, new Evidence.Open(reading), DELAY);
    }

    private static Look closed(long seconds) {
        return new Look(seconds, new Evidence.Closed(closedAt(OPEN, 5), paid(LOST)), DELAY);
    }
}
