package dev.epilogue.closure;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

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
                && DialectRules.of(closure).carries(round, deadline);
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
            draft.waits(closure.work().waitingFor(), null);
        }
        draft.event(EventType.CLOSURE_EXTENDED, Map.of("deadline", deadline.toString(), "signaturesKept", true));
        return new Decision.Changed(draft.change());
    }

    /**
     * While a frame may run, only a caller who comes long after the doubt began gets through: the closure then ends as cancelled and
     * still executable, see {@link Abandoned}.
     *
     * @param insistAfter how long a doubt has to last for that
     */
    public static Decision cancel(Closure closure, String reason, Duration insistAfter, Instant now) {
        boolean possible = switch (closure.status()) {
            case COLLECTING, READY, SUBMITTING -> true;
            case PARKED -> !closure.session().closed();
            default -> false;
        };
        if (!possible) {
            return new Decision.Refused(notChangeable(closure));
        }
        if (closure.paidOut()) {
            return new Decision.Refused(
                    Problem.of(ProblemCode.ROUND_SEALED, "The split is booked; the closure goes on to close."));
        }
        if (closure.inDoubt() || closure.status() == ClosureStatus.SUBMITTING) {
            Optional<Instant> from =
                    closure.doubtfulSince().filter(since -> closure.inDoubt()).map(since -> since.plus(insistAfter));
            return from.isPresent() && !now.isBefore(from.get())
                    ? Abandoned.cancel(closure, reason, now)
                    : new Decision.Refused(outcomeUnknown(from, now));
        }
        Draft draft = new Draft(closure, now);
        draft.event(EventType.ROUND_CLOSED, Map.of("round", closure.round().number(), "reason", reason));
        draft.end(ClosureStatus.CANCELLED, Outcome.NONE, EndReason.CANCELLED.at(now, reason), false);
        return new Decision.Changed(draft.change());
    }

    /** The deadline has come: finish with the quorum where the policy allows that, else expire. Not for what is in doubt. */
    public static Decision deadline(Closure closure, Instant now) {
        Draft draft = new Draft(closure, now);
        Tally tally = closure.quorum().atDeadline().tally(closure.signers());
        if (closure.round().open() && tally.reached()) {
            Consents.ready(draft, tally);
        } else {
            expire(draft, EndReason.DEADLINE_PASSED);
        }
        return new Decision.Changed(draft.change());
    }

    static void expire(Draft draft, EndReason why) {
        if (draft.before().paidOut()) {
            draft.park(ParkReason.PAID_OUT_OPEN, "The split is booked, but the close has not gone through in time.");
            return;
        }
        Hindrance reason = why.at(draft.now(), expiredBecause(draft.before(), why));
        draft.pause(ClosureStatus.EXPIRED, EventType.CLOSURE_EXPIRED, Map.of(), reason);
    }

    private static String expiredBecause(Closure closure, EndReason why) {
        Hindrance last = closure.work().problem();
        String obstacle = last == null ? "" : " What stood in the way last: " + last.detail();
        if (why == EndReason.UNSENT) {
            return "Consensus stood in time, but the close could not be sent." + obstacle;
        }
        if (closure.work().waitingFor() == WaitingFor.PROPOSAL) {
            return "The deadline passed without another proposal; the session had moved, and the split no longer fitted."
                    + obstacle;
        }
        Tally tally = closure.tally();
        return "The deadline passed with a weight of %d of %d.%s"
                .formatted(tally.achievedWeight(), tally.requiredWeight(), obstacle);
    }

    /** The time for coming back is over: the signatures become unreadable. */
    public static Decision letGo(Closure closure, Instant now) {
        Draft draft = new Draft(closure, now);
        draft.over(
                closure.outcome() == null ? Outcome.NONE : closure.outcome(),
                closure.work().problem(),
                false);
        return new Decision.Changed(draft.change());
    }

    /** Consensus stood in time, but sending did not succeed for too long: consent is not exercised days later. */
    public static Decision unsent(Closure closure, Instant now) {
        Draft draft = new Draft(closure, now);
        expire(draft, EndReason.UNSENT);
        return new Decision.Changed(draft.change());
    }

    public static boolean maySend(Closure closure, Instant now) {
        return now.isBefore(closure.times().deadline().plus(SUBMIT_GRACE));
    }

    static Problem notChangeable(Closure closure) {
        return switch (closure.status()) {
            case SUBMITTING -> outcomeUnknown(Optional.empty(), closure.times().updatedAt());
            case SETTLING -> Problem.of(ProblemCode.SESSION_CLOSED, "The node has closed the session.");
            case PARKED ->
                closure.inDoubt()
                        ? outcomeUnknown(Optional.empty(), closure.times().updatedAt())
                        : Problem.of(ProblemCode.ROUND_SEALED, "The closure is PARKED: an operator decides.");
            case ESCALATING ->
                Problem.of(
                        ProblemCode.ROUND_SEALED,
                        "Channels are being protected on chain; the open round still takes signatures, nothing else.");
            default -> Problem.of(ProblemCode.CLOSURE_ENDED, "The closure has ended: " + closure.status() + ".");
        };
    }

    /** @param from when whoever insists gets through */
    private static Problem outcomeUnknown(Optional<Instant> from, Instant now) {
        Duration usually = Duration.ofSeconds(2);
        Problem problem = Problem.of(
                ProblemCode.OUTCOME_UNKNOWN,
                "A submission is under way or its outcome not proved yet: it may close the session at any moment.");
        return from.filter(at -> at.isAfter(now.plus(usually)))
                .map(at -> problem.retryAfter(Duration.between(now, at)).with("cancellableFrom", at.toString()))
                .orElseGet(() -> problem.retryAfter(usually));
    }
}
