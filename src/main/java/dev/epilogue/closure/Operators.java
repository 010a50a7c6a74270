package dev.epilogue.closure;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** What an operator may do to a closure. None of it claims anything about money. */
public final class Operators {

    private Operators() {}

    /**
     * Who does it, and why.
     *
     * @param actor names the credential, never a secret
     * @param action as in the call's address
     * @param reason empty when none was given
     */
    public record Act(String actor, String action, String reason) {}

    /** Whatever an operator decides stands in the closure's events with its author: also what came to nothing. */
    public static Decision by(Act act, Closure closure, Function<Closure, Decision> decide, Instant now) {
        if (!closure.status().active()) {
            return decide.apply(closure);
        }
        Change noted = new Draft(closure, now)
                .event(
                        EventType.OPERATOR_ACTED,
                        Map.of("actor", act.actor(), "action", act.action(), "reason", act.reason()))
                .change();
        return switch (decide.apply(noted.after())) {
            case Decision.Refused refused -> refused;
            case Decision.Unchanged unchanged -> new Decision.Changed(noted);
            case Decision.Changed changed -> new Decision.Changed(noted.followedBy(changed.change()));
        };
    }

    public static Decision park(Closure closure, String reason, Instant now) {
        if (!Transitions.allowed(closure.status(), ClosureStatus.PARKED)) {
            return new Decision.Refused(Lifetime.notChangeable(closure));
        }
        return new Decision.Changed(new Draft(closure, now)
                .park(ParkReason.PARKED_BY_OPERATOR, reason)
                .change());
    }

    /** Back to where it was, with a fresh budget. */
    public static Decision resume(Closure closure, Instant now) {
        ClosureStatus back = closure.parkedFrom();
        if (closure.status() != ClosureStatus.PARKED || back == null) {
            return new Decision.Refused(Problem.of(ProblemCode.ROUND_SEALED, "The closure is not parked."));
        }
        Draft draft = new Draft(closure, now);
        draft.unparked(back).waits(waitingIn(back), now);
        draft.event(EventType.CLOSURE_RESUMED, Map.of("status", back.name()));
        return new Decision.Changed(draft.change());
    }

    private static WaitingFor waitingIn(ClosureStatus status) {
        return switch (status) {
            case COLLECTING -> WaitingFor.SIGNATURES;
            // what was counted before may be counted again: that changes nothing
            case SUBMITTING, SETTLING -> WaitingFor.PROOF;
            case ESCALATING -> WaitingFor.CHAIN;
            default -> WaitingFor.NODE;
        };
    }
}
