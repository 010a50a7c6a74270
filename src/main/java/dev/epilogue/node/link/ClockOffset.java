package dev.epilogue.node.link;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node's clock, from the times in answers: an answer is taken to be stamped in the middle of its round trip, so the shortest round trip
 * of the last minute says it best. It is carried on by a clock that is never set, so that a leap of ours is no leap of the node's. Written on
 * one thread, read from any.
 */
final class ClockOffset {

    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private record Sample(Instant nodeTime, long middle, Duration roundTrip) {}

    private volatile @Nullable Sample best;

    /** @param sent as {@link System#nanoTime} tells it */
    void sample(long sent, Duration roundTrip, Instant nodeTime) {
        Sample known = best;
        long middle = sent + roundTrip.dividedBy(2).toNanos();
        if (known == null || roundTrip.compareTo(known.roundTrip) <= 0 || middle - known.middle > KEPT_NANOS) {
            best = new Sample(nodeTime, middle, roundTrip);
        }
    }

    /**
     * The node's clock minus ours; zero until measured.
     *
     * @param now our clock, at {@code nanos}
     */
    Duration value(Instant now, long nanos) {
        Sample known = best;
        return known == null ? Duration.ZERO : Duration.between(now, known.nodeTime.plusNanos(nanos - known.middle));
    }
}
