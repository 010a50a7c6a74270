package dev.epilogue.escalation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How closely a chain is watched.
 *
 * @param interval between looks, at most
 * @param confirmations blocks, its own included, after which a sighting counts
 */
record Watchfulness(Duration interval, int confirmations) {

    private static final int LOOKS_PER_WINDOW = 20;
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** While a window runs it is looked at least twenty times. */
    Duration within(@Nullable Duration window) {
        if (window == null) {
            return interval;
        }
        return between(window.dividedBy(LOOKS_PER_WINDOW), interval);
    }

    /** Until a time of the chain, but no longer than a look may wait. */
    Duration until(Instant chainTime, Instant chainNow, @Nullable Duration window) {
        return between(Duration.between(chainNow, chainTime).plus(LEAST), within(window));
    }

    private static Duration between(Duration wanted, Duration most) {
        Duration bounded = wanted.compareTo(most) < 0 ? wanted : most;
        return bounded.compareTo(LEAST) < 0 ? LEAST : bounded;
    }
}
