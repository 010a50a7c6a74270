package dev.epilogue.sandbox.nitronode.socket;

import java.util.function.LongSupplier;

/** Starts full. */
final class TokenBucket {

    private final Rate rate;
    private final LongSupplier nanos;
    private double tokens;
    private long filledAt;

    TokenBucket(Rate rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
        this.tokens = rate.burst();
        this.filledAt = nanos.getAsLong();
    }

    /** False when there are not that many; none is taken then. */
    boolean take(double count) {
        if (rate.equals(Rate.UNLIMITED)) {
            return true;
        }
        long now = nanos.getAsLong();
        tokens = Math.min(rate.burst(), tokens + (now - filledAt) / 1e9 * rate.perSecond());
        filledAt = now;
        if (tokens < count) {
            return false;
        }
        tokens -= count;
        return true;
    }
}
