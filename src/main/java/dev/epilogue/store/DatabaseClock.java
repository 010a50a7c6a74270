package dev.epilogue.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The database's clock as its last answer told it, carried on by ours for a moment. */
final class DatabaseClock {

    private static final long MOMENT_NANOS = Duration.ofSeconds(2).toNanos();

    private final LongSupplier nanos;
    private volatile @Nullable Told told;

    DatabaseClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Told(Instant at, long nanos) {}

    void told(Instant at) {
        told = new Told(at, nanos.getAsLong());
    }

    Optional<Instant> now() {
        Told last = told;
        long age = last == null ? Long.MAX_VALUE : nanos.getAsLong() - last.nanos();
        return last == null || age > MOMENT_NANOS
                ? Optional.empty()
                : Optional.of(last.at().plusNanos(age).truncatedTo(ChronoUnit.MICROS));
    }
}
