package dev.epilogue.store.connection;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How the server plans what one connection asks. Left to itself it plans a statement of twenty parts at each call, which costs more than to
 * run it: it takes the unknown number of rows for many. So it is told to plan once, and to read no table from end to end because it was
 * small then. A new database is left to itself until its tables have grown and been looked at: before that every way to a row costs the same,
 * and the wrong one would be kept. Searches are planned for their values all the same. Citus has to know the bucket before it knows where a
 * statement goes, and is never told.
 */
final class Planning {

    private static final Duration AGAIN = Duration.ofSeconds(15);

    private static final String TELL = """
            WITH here AS (
              SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') AS several,
                coalesce((SELECT reltuples FROM pg_class WHERE oid = to_regclass('closure')), 0) >= 1000 AS grown)
            SELECT several OR grown AS settled, CASE WHEN grown AND NOT several THEN
                set_config('plan_cache_mode', 'force_generic_plan', false) || set_config('enable_seqscan', 'off', false)
                || set_config('jit', 'off', false) END AS told
            FROM here""";

    private final Connection connection;
    private final LongSupplier nanos;
    private volatile boolean settled;
    private volatile long askedAt;

    /** @param nanos a clock that only rises */
    Planning(Connection connection, LongSupplier nanos) {
        this.connection = connection;
        this.nanos = nanos;
        this.askedAt = nanos.getAsLong() - AGAIN.toNanos();
    }

    /** Neither where that was said, nor where the database was too young a moment ago. */
    boolean isDue() {
        return !settled && nanos.getAsLong() - askedAt >= AGAIN.toNanos();
    }

    Mono<Void> tell() {
        return Mono.defer(() -> {
            askedAt = nanos.getAsLong();
            return Flux.from(connection.createStatement(TELL).execute())
                    .concatMap(result -> result.map(row -> Boolean.TRUE.equals(row.get("settled", Boolean.class))))
                    .doOnNext(answer -> settled = answer)
                    .then();
        });
    }
}
