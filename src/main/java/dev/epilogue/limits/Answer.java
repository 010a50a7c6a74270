package dev.epilogue.limits;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import java.time.Duration;

/**
 * What became of a try to take from a bucket.
 *
 * @param left what can be taken at once now
 * @param after until the same can be taken, where it could not; else until the bucket is full
 */
public record Answer(Limit limit, Rate rate, boolean taken, long left, Duration after) {

    /** For a bucket that is none. */
    static Answer unlimited(Limit limit) {
        return new Answer(limit, Rate.UNLIMITED, true, Long.MAX_VALUE, Duration.ZERO);
    }

    public boolean limited() {
        return !rate.unlimited();
    }

    public ProblemException refusal() {
        return Problem.of(
                        ProblemCode.RATE_LIMITED,
                        "There were too many of these (%s) from this caller: %d at once and %d a second are possible."
                                .formatted(limit.wireName(), rate.burst(), rate.perSecond()))
                .retryAfter(after)
                .with("limit", limit.wireName())
                .exception();
    }
}
