package dev.epilogue.webhook;

import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.Position;
import dev.epilogue.store.Whole;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A tenant's own endpoints, as it makes and changes them. Whatever it sets counts before what a worker has seen. */
@Repository
class WebhookStore {

    private static final String COLUMNS = """
            w.id, w.tenant, w.url, w.description, w.types, w.status, w.feed_xid::text AS xid, w.closure_id, w.number, w.moves,
            w.failures, w.failing_since, w.last_error, w.disabled_at, w.delivered_at, w.created_at, w.updated_at, w.due_at,
            w.replays, w.replayed_xid::text AS replayed_xid, w.replayed_closure, w.replayed_number, w.replayed_at,
            CASE WHEN w.older_until > now() THEN w.older_until END AS older_until
            """;

    static final String SELECT = "SELECT " + COLUMNS + ", w.wrapped_key, w.secret, w.older_secret FROM webhook w ";

    private static final String ONE = "WHERE w.bucket = :bucket AND w.id = :id AND w.tenant = :tenant";

    private final DatabaseClient database;

    WebhookStore(DatabaseClient database) {
        this.database = database;
    }

    /** An endpoint with its secrets as they are kept. */
    record Kept(
            Endpoint endpoint,
            String wrappedKey,
            String secret,
            @Nullable String olderSecret) {}

    /** What a new endpoint is to be. */
    record New(UUID id, TenantId tenant, Terms terms, Position position, String wrappedKey, String secret) {}

    /** Empty where the tenant has as many as it may. Those that are made at the same moment do not count each other. */
    Mono<Endpoint> create(New wanted, int most) {
        return Whole.one(terms(database.sql("""
                        INSERT INTO webhook AS w (bucket, id, tenant, url, description, types, status, wrapped_key, secret, feed_xid, closure_id,
                          number, created_at, updated_at)
                        SELECT :bucket, :id, :tenant, :url, :description, :types, 'ENABLED', :key, :secret, CAST(:xid AS xid8), :closure, :number,
                          now(), now()
                        WHERE (SELECT count(*) FROM webhook o WHERE o.tenant = :tenant) < :most
                        RETURNING
                        """ + COLUMNS), wanted.terms())
                .bind("bucket", Endpoint.bucket(wanted.id()))
                .bind("id", wanted.id())
                .bind("tenant", wanted.tenant().value())
                .bind("key", wanted.wrappedKey())
                .bind("secret", wanted.secret())
                .bind("xid", Long.toString(wanted.position().xid()))
                .bind("closure", wanted.position().closure())
                .bind("number", wanted.position().number())
                .bind("most", most)
                .map(WebhookStore::endpoint)
                .one());
    }

    /** Newest first. */
    Flux<Endpoint> all(TenantId tenant) {
        return Whole.many(database.sql(SELECT + "WHERE w.tenant = :tenant ORDER BY w.created_at DESC, w.id")
                .bind("tenant", tenant.value())
                .map(WebhookStore::endpoint)
                .all());
    }

    Mono<Kept> find(TenantId tenant, UUID id) {
        return Whole.one(of(SELECT + ONE, tenant, id).map(WebhookStore::kept).one());
    }

    /**
     * Enabling begins anew: what it failed at before is forgotten.
     *
     * @param enabled null leaves it as it is
     */
    Mono<Endpoint> change(TenantId tenant, UUID id, Terms terms, @Nullable Boolean enabled, Duration hold) {
        String status = enabled == null ? "" : enabled ? """
                , status = 'ENABLED', failures = 0, failing_since = NULL, last_error = NULL, disabled_at = NULL, held_until = NULL,
                  due_at = now()
                """ : """
                , status = 'PAUSED', held_until = coalesce(w.held_until, now() + CAST(:hold AS interval)), due_at = NULL
                """;
        GenericExecuteSpec update = terms(
                of(
                        "UPDATE webhook w SET url = :url, description = :description, types = :types, moves = w.moves + 1,"
                                + " updated_at = now()" + status + ONE + " RETURNING " + COLUMNS,
                        tenant,
                        id),
                terms);
        return Whole.one((Boolean.FALSE.equals(enabled) ? update.bind("hold", hold.toString()) : update)
                .map(WebhookStore::endpoint)
                .one());
    }

    /** It goes on from there, whether it was told that before or not. */
    Mono<Endpoint> move(TenantId tenant, UUID id, Position to) {
        return Whole.one(of("""
                        UPDATE webhook w SET feed_xid = CAST(:xid AS xid8), closure_id = :closure, number = :number, moves = w.moves + 1,
                          replays = w.replays + 1, replayed_xid = CAST(:xid AS xid8), replayed_closure = :closure, replayed_number = :number,
                          replayed_at = now(), updated_at = now(), due_at = CASE WHEN w.status IN ('PAUSED', 'GONE') THEN w.due_at ELSE now() END
                        """ + ONE + " RETURNING " + COLUMNS, tenant, id)
                .bind("xid", Long.toString(to.xid()))
                .bind("closure", to.closure())
                .bind("number", to.number())
                .map(WebhookStore::endpoint)
                .one());
    }

    /** The one that there was goes on signing for a while; one that was older still does not. */
    Mono<Endpoint> rotate(TenantId tenant, UUID id, String secret, Duration overlap) {
        return Whole.one(of("""
                        UPDATE webhook w SET secret = :secret, older_secret = w.secret, older_until = now() + CAST(:overlap AS interval),
                          moves = w.moves + 1, updated_at = now()
                        """ + ONE + " RETURNING " + COLUMNS, tenant, id)
                .bind("secret", secret)
                .bind("overlap", overlap.toString())
                .map(WebhookStore::endpoint)
                .one());
    }

    Mono<Boolean> delete(TenantId tenant, UUID id) {
        return Whole.one(of("DELETE FROM webhook w " + ONE, tenant, id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    /** Where the first event stands that happened then or later; empty where there is none yet. */
    Mono<Position> firstSince(TenantId tenant, Instant time) {
        return Whole.one(database.sql("""
                        SELECT e.feed_xid::text AS xid, e.closure_id, e.number FROM closure c
                        CROSS JOIN LATERAL (
                          SELECT o.feed_xid, o.closure_id, o.number FROM event o
                          WHERE o.bucket = c.bucket AND o.closure_id = c.id AND o.at >= :time ORDER BY o.number LIMIT 1) e
                        WHERE c.tenant = :tenant AND c.updated_at >= :time
                        ORDER BY e.feed_xid, e.closure_id, e.number LIMIT 1
                        """)
                .bind("tenant", tenant.value())
                .bind("time", time)
                .map(WebhookStore::position)
                .one());
    }

    private GenericExecuteSpec of(String sql, TenantId tenant, UUID id) {
        return database.sql(sql)
                .bind("bucket", Endpoint.bucket(id))
                .bind("id", id)
                .bind("tenant", tenant.value());
    }

    private static GenericExecuteSpec terms(GenericExecuteSpec statement, Terms terms) {
        GenericExecuteSpec bound =
                statement.bind("url", terms.url()).bind("types", terms.types().toArray(String[]::new));
        String description = terms.description();
        return description == null
                ? bound.bindNull("description", String.class)
                : bound.bind("description", description);
    }

    static Kept kept(Readable row) {
        return new Kept(
                endpoint(row),
                required(row, "wrapped_key", String.class),
                required(row, "secret", String.class),
                row.get("older_until") == null ? null : row.get("older_secret", String.class));
    }

    static Endpoint endpoint(Readable row) {
        return new Endpoint(
                required(row, "id", UUID.class),
                new TenantId(required(row, "tenant", String.class)),
                required(row, "url", String.class),
                row.get("description", String.class),
                Set.of(required(row, "types", String[].class)),
                Endpoint.Status.valueOf(required(row, "status", String.class)),
                position(row),
                required(row, "moves", Integer.class),
                new Endpoint.Health(
                        required(row, "failures", Integer.class),
                        row.get("failing_since", Instant.class),
                        row.get("last_error", String.class),
                        row.get("disabled_at", Instant.class),
                        row.get("delivered_at", Instant.class),
                        row.get("due_at", Instant.class)),
                required(row, "created_at", Instant.class),
                required(row, "updated_at", Instant.class),
                row.get("older_until", Instant.class),
                replay(row));
    }

    private static Endpoint.@Nullable Replay replay(Readable row) {
        int number = required(row, "replays", Integer.class);
        return number == 0
                ? null
                : new Endpoint.Replay(
                        number,
                        new Position(
                                Long.parseLong(required(row, "replayed_xid", String.class)),
                                required(row, "replayed_closure", UUID.class),
                                required(row, "replayed_number", Long.class)),
                        required(row, "replayed_at", Instant.class));
    }

    private static Position position(Readable row) {
        return new Position(
                Long.parseLong(required(row, "xid", String.class)),
                required(row, "closure_id", UUID.class),
                required(row, "number", Long.class));
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
