package dev.epilogue.node.link;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential pauses with jitter between half and the whole of each step.
 *
 * @param random 0 to 1
 */
record Backoff(Duration first, Duration longest, DoubleSupplier random) {

    /** @param failures how many attempts in a row did not lead to a lasting connection, from 0 */
    Duration pause(int failures) {
        double step = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, Math.min(failures, 30)));
        return Duration.ofMillis(Math.round(step * (0.5 + random.getAsDouble() / 2)));
    }
}
