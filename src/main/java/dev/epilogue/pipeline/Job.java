package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.store.Claim;
import dev.epilogue.store.Loaded;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A claimed closure at one step of the work.
 *
 * @param takenOver whether it was claimed in the middle of a submission: by a worker that died, perhaps
 * @param leaseUntil on the database's clock
 * @param readAt on the database's clock, taken at {@code readNanos} of ours
 */
record Job(
        Claim claim,
        Closure closure,
        @Nullable String wrappedKey,
        boolean takenOver,
        Instant leaseUntil,
        Instant readAt,
        long readNanos) {

    static Job of(Claim claim, Loaded loaded) {
        return new Job(
                claim,
                loaded.closure(),
                loaded.wrappedKey(),
                loaded.closure().status() == ClosureStatus.SUBMITTING,
                claim.until(),
                loaded.now(),
                System.nanoTime());
    }

    /** The database's clock, carried on by ours for the moments since the reading. */
    Instant now() {
        return readAt.plusNanos(System.nanoTime() - readNanos).truncatedTo(ChronoUnit.MICROS);
    }

    Duration leaseLeft() {
        return Duration.between(now(), leaseUntil);
    }

    Job with(Closure closure, Instant leaseUntil) {
        return new Job(claim, closure, wrappedKey, takenOver, leaseUntil, readAt, readNanos);
    }
}
