package dev.epilogue.closure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How patient the rules are.
 *
 * @param settlingDelay v1: how long a lost answer is waited for before the identical frame is sent again, at the least
 * @param firstPause before the second try; doubles up to {@code longestPause}
 * @param attempts failures of our own before an operator is asked
 * @param resendAfter 0.x: between two looks that count as proof, before its fence, that a lost frame was not executed; null: nothing
 *     does
 */
public record Pace(
        Duration settlingDelay,
        Duration firstPause,
        Duration longestPause,
        int attempts,
        @Nullable Duration resendAfter) {

    /** A lost 0.x frame waits for its fence. */
    public Pace(Duration settlingDelay, Duration firstPause, Duration longestPause, int attempts) {
        this(settlingDelay, firstPause, longestPause, attempts, null);
    }

    /** As one node is configured. */
    public Pace resendingAfter(@Nullable Duration delay) {
        return new Pace(settlingDelay, firstPause, longestPause, attempts, delay);
    }

    /** Doubles with every attempt. Jitter is added where the work is claimed. */
    public Duration pause(int attempt) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(20, Math.max(0, attempt - 1)));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }

    /** Before an unanswered frame is sent once more. */
    Duration settling(Duration lasted) {
        Duration pause = outage(lasted);
        return pause.compareTo(settlingDelay) < 0 ? settlingDelay : pause;
    }

    /** As long again as the outage has lasted. */
    Duration outage(Duration lasted) {
        Duration atLeast = lasted.compareTo(firstPause) < 0 ? firstPause : lasted;
        return atLeast.compareTo(longestPause) < 0 ? atLeast : longestPause;
    }
}
