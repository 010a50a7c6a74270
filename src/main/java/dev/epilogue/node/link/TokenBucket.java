package dev.epilogue.node.link;

/** A pace with a burst, on a monotonic clock. Not thread-safe. */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledAt;

    TokenBucket(double perSecond, int burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = now;
    }

    /** Takes all or nothing. */
    boolean take(int count, long now) {
        fill(now);
        if (tokens < count) {
            return false;
        }
        tokens -= count;
        return true;
    }

    /** Takes what is not there as well: whoever comes next waits the longer. */
    void spend(int count, long now) {
        fill(now);
        tokens -= count;
    }

    /** Whole ones; none while some are owed. */
    int tokens(long now) {
        fill(now);
        return (int) Math.max(0, tokens);
    }

    /** Time until {@link #take} can succeed. */
    long nanosUntil(int count, long now) {
        fill(now);
        return tokens >= count ? 0 : (long) Math.ceil((count - tokens) / perSecond * NANOS);
    }

    private void fill(long now) {
        tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
    }
}
