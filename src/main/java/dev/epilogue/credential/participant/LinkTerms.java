package dev.epilogue.credential.participant;

import dev.epilogue.closure.Closure;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;

/** How long a link may live. */
public final class LinkTerms {

    private LinkTerms() {}

    /**
     * At most for as long as the closure could come back: one that is open, should it expire at its deadline; one that has expired,
     * or was declined, until its time is over.
     *
     * @throws dev.epilogue.problem.ProblemException where the closure has ended for good
     */
    public static Instant until(Closure closure, Duration asked, Duration longest, Instant now) {
        Instant most = lastUse(closure, now);
        if (!most.isAfter(now)) {
            throw Problem.of(ProblemCode.CLOSURE_ENDED, "The closure has ended: " + closure.status() + ".")
                    .exception();
        }
        Instant until = now.plus(asked.compareTo(longest) < 0 ? asked : longest);
        return until.isBefore(most) ? until : most;
    }

    private static Instant lastUse(Closure closure, Instant now) {
        Instant reopenable = closure.times().reopenableUntil();
        if (reopenable != null) {
            return reopenable;
        }
        if (closure.times().endedAt() != null) {
            return now;
        }
        Instant deadline = closure.times().deadline();
        return (deadline.isAfter(now) ? deadline : now).plus(closure.policy().reopenFor());
    }
}
