package dev.epilogue.limits;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast what was taken comes back.
 *
 * @param perSecond in the long run; 0 is no limit
 * @param burst how many at once, after a pause
 */
public record Rate(
        @DefaultValue("0") int perSecond, @DefaultValue("1") int burst) {

    static final Rate UNLIMITED = new Rate(0, 1);

    private static final int SECONDS_AT_ONCE = 10;

    public Rate {
        if (perSecond < 0 || burst < 1) {
            throw new IllegalArgumentException(
                    "epilogue.limits: per-second must not be negative, burst must be at least 1");
        }
    }

    boolean unlimited() {
        return perSecond == 0;
    }

    /** Another pace with a burst in the same proportion. */
    Rate at(int other) {
        int pace = Math.max(1, other);
        long atOnce = unlimited() ? (long) pace * SECONDS_AT_ONCE : (long) burst * pace / perSecond;
        return new Rate(pace, Math.clamp(atOnce, 1, Integer.MAX_VALUE));
    }

    /** Seconds in which an empty bucket is full again. */
    public long seconds() {
        return unlimited() ? 0 : (burst + perSecond - 1L) / perSecond;
    }
}
