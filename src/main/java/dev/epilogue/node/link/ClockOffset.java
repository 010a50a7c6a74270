package dev.epilogue.node.link;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Node clock minus ours, from the times in answers: an answer is taken to be stamped in the middle of its round trip, so the
 * shortest round trip of the last minute says it best. Written on one thread, read from any.
 */
final class ClockOffset {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private record Sample(Duration offset, Duration roundTrip, Instant at) {}

    private volatile @Nullable Sample best;

    void sample(Instant sent, Duration roundTrip, Instant nodeTime) {
        Instant received = sent.plus(roundTrip);
        Sample known = best;
        if (known == null
                || roundTrip.compareTo(known.roundTrip) <= 0
                || Duration.between(known.at, received).compareTo(KEPT) > 0) {
            Instant middle = sent.plus(roundTrip.dividedBy(2));
            best = new Sample(Duration.between(middle, nodeTime), roundTrip, received);
        }
    }

    Duration value() {
        Sample known = best;
        return known == null ? Duration.ZERO : known.offset;
    }
}
