package dev.epilogue.store;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Closures as this process has read or written them last. Another process may have changed them since: what is decided on them counts
 * only where a write finds them as they were. Forgetting one costs a reading and nothing else.
 */
final class RecentClosures {

    private static final int MOST = 2_048;

    /** A clock that is carried on for longer says too little. */
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final Map<ClosureId, Seen> seen = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClosureId, Seen> eldest) {
            return size() > MOST;
        }
    };

    RecentClosures(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Seen(Loaded loaded, long nanos) {}

    /** What is older than what is known already is passed over. */
    synchronized void put(Loaded loaded) {
        Seen known = seen.get(loaded.closure().id());
        if (known == null
                || known.loaded().closure().revision() <= loaded.closure().revision()) {
            seen.put(loaded.closure().id(), new Seen(loaded, nanos.getAsLong()));
        }
    }

    /** With the database's clock carried on by ours. */
    synchronized Optional<Loaded> get(TenantId tenant, ClosureId id) {
        Seen known = seen.get(id);
        if (known == null || !known.loaded().closure().tenant().equals(tenant)) {
            return Optional.empty();
        }
        long age = nanos.getAsLong() - known.nanos();
        return age > FRESH_NANOS
                ? Optional.empty()
                : Optional.of(
                        known.loaded().at(known.loaded().now().plusNanos(age).truncatedTo(ChronoUnit.MICROS)));
    }

    synchronized void forget(ClosureId id) {
        seen.remove(id);
    }

    synchronized void forgetAll() {
        seen.clear();
    }
}
