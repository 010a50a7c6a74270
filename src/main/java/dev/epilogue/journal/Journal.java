package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.SessionId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reads the event log. Written only together with the change that an event tells of. */
@Repository
public class Journal {

    private static final String AFTER = """
            SELECT closure_id, number, type, at, session_id, status, revision, data::text AS data FROM event
            WHERE bucket = :bucket AND closure_id = :id AND tenant = :tenant AND number > :after ORDER BY number LIMIT :limit
            """;

    private final DatabaseClient database;
    private final Wakeups wakeups;
    private final JournalSettings settings;

    public Journal(DatabaseClient database, Wakeups wakeups, JournalSettings settings) {
        this.database = database;
        this.wakeups = wakeups;
        this.settings = settings;
    }

    /** What stands in the log behind a position, at most {@code limit} events. */
    public Flux<JournalEvent> events(TenantId tenant, ClosureId id, long after, int limit) {
        return database.sql(AFTER)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(Journal::event)
                .all();
    }

    /**
     * Everything behind a position, then whatever comes, each event once and in order, until the last one. Listening starts
     * before the first look, so that nothing falls between history and live. No connection is held while nothing happens.
     */
    public Flux<JournalEvent> follow(TenantId tenant, ClosureId id, long after) {
        return Flux.defer(() -> {
            AtomicLong position = new AtomicLong(after);
            return Flux.merge(
                            wakeups.all().filter(id::equals),
                            Flux.interval(settings.poll()).map(tick -> id))
                    .startWith(id)
                    .onBackpressureLatest()
                    .concatMap(wake -> rest(tenant, id, position), 1)
                    .takeUntil(JournalEvent::last);
        });
    }

    private Flux<JournalEvent> rest(TenantId tenant, ClosureId id, AtomicLong position) {
        return Flux.defer(() -> {
            long before = position.get();
            return events(tenant, id, before, settings.page())
                    .doOnNext(event -> position.set(event.number()))
                    .concatWith(Flux.defer(() ->
                            position.get() - before >= settings.page() ? rest(tenant, id, position) : Flux.empty()));
        });
    }

    private static JournalEvent event(Readable row) {
        return new JournalEvent(
                new ClosureId(get(row, "closure_id", UUID.class)),
                get(row, "number", Long.class),
                get(row, "type", String.class),
                get(row, "at", Instant.class),
                SessionId.parse(get(row, "session_id", String.class)),
                get(row, "status", String.class),
                get(row, "revision", Long.class),
                get(row, "data", String.class));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
