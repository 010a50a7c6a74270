package dev.epilogue.closure;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What callers and the clock do to a closure's life: extend, cancel, expire, let go. */
public final class Lifetime {

    /** How long after its deadline a closure that reached consensus in time may still be sent. */
    public static final Duration SUBMIT_GRACE = Duration.ofMinutes(10);

    private Lifetime() {}

    /** Whether an extension can keep the round, and with it every signature. */
    public static boolean keepsRound(Closure closure, Instant deadline) {
        Round round = closure.round();
        boolean open = closure.status() == ClosureStatus.COLLECTING || closure.status() == ClosureStatus.READY;
        return open
                && round.open()
                && !deadline.isAfter(round.openedAt().plus(closure.policy().maxDeadline()))
                && DialectRules.of(closure).carries(round.payloads(), deadline);
    }

    public static Instant extended(Closure closure, Duration by, Instant now) {
        Instant deadline = closure.times().deadline();
        return (deadline.isAfter(now) ? deadline : now).plus(by);
    }

    /** Only where {@link #keepsRound} says so. */
    public static Decision extend(Closure closure, Instant deadline, Instant now) {
        Draft draft = new Draft(closure, now);
        draft.times(closure.times().deadline(deadline));
        if (closure.status() == ClosureStatus.COLLECTING) {
            draft.waits(closure.work().waitingFor(), draft.current().collectingUntil());
        }
        draft.event(EventType.CLOSURE_EXTENDED, Map.of("deadline", deadline.toString(), "signaturesKept", true));
        return new Decision.Changed(draft.change());
    }

    public static Decision cancel(Closure closure, String reason, Instant now) {
        boolean possible = switch (closure.status()) {
            case COLLECTING, READY -> true;
            case PARKED -> !closure.session().closed();
            default -> false;
        };
        if (!possible) {
            return new Decision.Refused(notChangeable(closure));
        }
        if (closure.inDoubt()) {
            return new Decision.Refused(outcomeUnknown());
        }
        if (closure.paidOut()) {
            return new Decision.Refused(
                    Problem.of(ProblemCode.ROUND_SEALED, "The split is booked; the closure goes on to close."));
        }
        Draft draft = new Draft(closure, now);
        draft.event(EventType.ROUND_CLOSED, Map.of("round", closure.round().number(), "reason", reason));
        draft.end(ClosureStatus.CANCELLED, Outcome.NONE, false);
        return new Decision.Changed(draft.change());
    }

    /** The deadline has come: finish with the quorum where the policy allows that, else expire. Not for what is in doubt. */
    public static Decision deadline(Closure closure, Instant now) {
        Draft draft = new Draft(closure, now);
        Tally tally = closure.quorum().atDeadline().tally(closure.signers());
        if (closure.round().open() && tally.reached()) {
            Consents.ready(draft, tally);
        } else {
            expire(draft);
        }
        return new Decision.Changed(draft.change());
    }

    static void expire(Draft draft) {
        if (draft.before().paidOut()) {
            draft.park("paid-out-open", "The split is booked, but the close has not gone through in time.");
            return;
        }
        draft.pause(ClosureStatus.EXPIRED, EventType.CLOSURE_EXPIRED, Map.of());
    }

    /** The time for coming back is over: the signatures become unreadable. */
    public static Decision letGo(Closure closure, Instant now) {
        Draft draft = new Draft(closure, now);
        draft.waits(null, null).destroyKey();
        draft.event(
                EventType.CLOSURE_ENDED,
                Map.of("outcome", (closure.outcome() == null ? Outcome.NONE : closure.outcome()).name()));
        return new Decision.Changed(draft.change());
    }

    /** Consensus stood in time, but sending did not succeed for too long: consent is not exercised days later. */
    public static Decision unsent(Closure closure, Instant now) {
        Draft draft = new Draft(closure, now);
        expire(draft);
        return new Decision.Changed(draft.change());
    }

    public static boolean maySend(Closure closure, Instant now) {
        return now.isBefore(closure.times().deadline().plus(SUBMIT_GRACE));
    }

    static Problem notChangeable(Closure closure) {
        return switch (closure.status()) {
            case SUBMITTING -> outcomeUnknown();
            case SETTLING -> Problem.of(ProblemCode.SESSION_CLOSED, "The node has closed the session.");
            case PARKED -> Problem.of(ProblemCode.ROUND_SEALED, "The closure is PARKED: an operator decides.");
            case ESCALATING ->
                Problem.of(
                        ProblemCode.ROUND_SEALED,
                        "Channels are being protected on chain; the open round still takes signatures, nothing else.");
            default -> Problem.of(ProblemCode.CLOSURE_ENDED, "The closure has ended: " + closure.status() + ".");
        };
    }

    private static Problem outcomeUnknown() {
        return Problem.of(
                        ProblemCode.OUTCOME_UNKNOWN,
                        "A submission is under way or its outcome not proved yet: it may close the session at any moment.")
                .retryAfter(Duration.ofSeconds(2));
    }
}
