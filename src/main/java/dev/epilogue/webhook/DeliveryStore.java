package dev.epilogue.webhook;

import dev.epilogue.journal.Position;
import dev.epilogue.store.Json;
import dev.epilogue.store.Whole;
import dev.epilogue.work.WorkLease;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * What a worker does to an endpoint that it holds: a delivery, its answer and the new place are one statement, which has no effect where
 * the lease is lost or the tenant has set another place meanwhile.
 */
@Repository
class DeliveryStore {

    /** So many deliveries of an endpoint can be looked up. */
    static final int KEPT = 1000;

    private static final String HELD = """
            WHERE w.bucket = :bucket AND w.id = :id AND w.lease_epoch = :epoch AND w.moves = :moves
            """;

    private static final String GOOD = """
            feed_xid = CAST(:xid AS xid8), closure_id = :closure, number = :number, status = 'ENABLED', failures = 0, failing_since = NULL,
              last_error = NULL, disabled_at = NULL, held_until = NULL, delivered_at = now()
            """;

    private static final String BAD = """
            failures = w.failures + 1, failing_since = coalesce(w.failing_since, now()), last_error = :error,
              held_until = coalesce(w.held_until, now() + CAST(:hold AS interval)),
              disabled_at = CASE WHEN w.status = :status THEN w.disabled_at ELSE now() END, status = :status
            """;

    /** @param set what becomes of the endpoint */
    private static String tell(String set) {
        return """
                WITH before AS (SELECT b.id, b.status, b.failures FROM webhook b WHERE b.bucket = :bucket AND b.id = :id),
                told AS (
                  UPDATE webhook w SET attempts = w.attempts + 1,
                """ + set + HELD + """
                  RETURNING w.bucket, w.id, w.tenant, w.url, w.attempts, w.status, w.failing_since, w.disabled_at),
                logged AS (
                  INSERT INTO webhook_delivery (bucket, webhook_id, number, tenant, event_id, type, attempt, at, took_millis, delivered, status,
                    error, answer)
                  SELECT t.bucket, t.id, t.attempts, t.tenant, :event, :type, b.failures + 1, now(), :took, :delivered, :answered, :error, :answer
                  FROM told t JOIN before b ON b.id = t.id),
                old AS (
                  DELETE FROM webhook_delivery d USING told t
                  WHERE d.tenant = t.tenant AND d.bucket = t.bucket AND d.webhook_id = t.id AND d.number <= t.attempts - :kept),
                heard AS (
                  DELETE FROM webhook_notice n USING told t
                  WHERE :delivered AND n.tenant = t.tenant AND n.bucket = t.bucket AND n.webhook_id = t.id AND n.id = :event),
                noticed AS (
                  INSERT INTO webhook_notice (bucket, webhook_id, id, tenant, type, at, data)
                  SELECT o.bucket, o.id, t.id || '/' || t.attempts, t.tenant, k.type, now(),
                    jsonb_strip_nulls(jsonb_build_object('webhookId', t.id, 'url', t.url, 'reason', CAST(:error AS text)))
                  FROM told t JOIN before b ON b.id = t.id
                    CROSS JOIN LATERAL (SELECT CASE WHEN t.status = 'ENABLED' THEN 'webhook.recovered' ELSE 'webhook.disabled' END AS type) k
                    JOIN webhook o ON o.tenant = t.tenant AND o.status IN ('ENABLED', 'DISABLED')
                      AND (o.types = '{}' OR k.type = ANY (o.types)) AND (o.id <> t.id OR t.status = 'ENABLED')
                  WHERE t.status <> b.status
                  ON CONFLICT DO NOTHING)
                SELECT t.status, b.status AS before, t.url FROM told t JOIN before b ON b.id = t.id
                """;
    }

    private final DatabaseClient database;

    DeliveryStore(DatabaseClient database) {
        this.database = database;
    }

    /** Empty where it is gone, paused, or its tenant is disabled. */
    Mono<WebhookStore.Kept> held(WorkLease lease) {
        return Whole.one(database.sql(WebhookStore.SELECT + """
                        JOIN tenant t ON t.id = w.tenant AND t.disabled_at IS NULL
                        WHERE w.bucket = :bucket AND w.id = :id AND w.lease_epoch = :epoch AND w.status IN ('ENABLED', 'DISABLED')
                        """)
                .bind("bucket", lease.bucket())
                .bind("id", lease.id())
                .bind("epoch", lease.epoch())
                .map(WebhookStore::kept)
                .one());
    }

    /** What is told of an endpoint's own life, oldest first. */
    record Notice(String id, String type, Instant at, Map<String, Object> data) {}

    Mono<Notice> nextNotice(Endpoint endpoint) {
        return Whole.one(database.sql("""
                        SELECT n.id, n.type, n.at, n.data::text AS data FROM webhook_notice n
                        WHERE n.tenant = :tenant AND n.bucket = :bucket AND n.webhook_id = :id ORDER BY n.at, n.id LIMIT 1
                        """)
                .bind("tenant", endpoint.tenant().value())
                .bind("bucket", Endpoint.bucket(endpoint.id()))
                .bind("id", endpoint.id())
                .map(DeliveryStore::notice)
                .one());
    }

    @SuppressWarnings("unchecked")
    private static Notice notice(Readable row) {
        return new Notice(
                WebhookStore.required(row, "id", String.class),
                WebhookStore.required(row, "type", String.class),
                WebhookStore.required(row, "at", Instant.class),
                Json.read(WebhookStore.required(row, "data", String.class), Map.class));
    }

    /** How an endpoint stands after a delivery, and before. */
    record Told(Endpoint.Status status, Endpoint.Status before, String url) {

        boolean turned() {
            return status != before;
        }
    }

    /** It was told, and stands there now. Empty where the worker's word no longer counts. */
    Mono<Told> delivered(Endpoint endpoint, WorkLease lease, Message message, Reply reply, Position to) {
        return told(logged(tell(GOOD), endpoint, lease, message, reply)
                .bind("xid", Long.toString(to.xid()))
                .bind("closure", to.closure())
                .bind("number", to.number()));
    }

    /** It was not told. Empty where the worker's word no longer counts. */
    Mono<Told> failed(
            Endpoint endpoint, WorkLease lease, Message message, Reply reply, Endpoint.Status status, Duration hold) {
        return told(logged(tell(BAD), endpoint, lease, message, reply)
                .bind("status", status.name())
                .bind("hold", hold.toString()));
    }

    private static Mono<Told> told(GenericExecuteSpec statement) {
        return Whole.one(statement
                .map(row -> new Told(
                        Endpoint.Status.valueOf(WebhookStore.required(row, "status", String.class)),
                        Endpoint.Status.valueOf(WebhookStore.required(row, "before", String.class)),
                        WebhookStore.required(row, "url", String.class)))
                .one());
    }

    /** There is nothing for it up to there. */
    Mono<Boolean> skip(Endpoint endpoint, WorkLease lease, Position to) {
        return Whole.one(guarded(
                        "UPDATE webhook w SET feed_xid = CAST(:xid AS xid8), closure_id = :closure, number = :number "
                                + HELD,
                        endpoint,
                        lease)
                .bind("xid", Long.toString(to.xid()))
                .bind("closure", to.closure())
                .bind("number", to.number())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    private GenericExecuteSpec guarded(String sql, Endpoint endpoint, WorkLease lease) {
        return database.sql(sql)
                .bind("bucket", lease.bucket())
                .bind("id", lease.id())
                .bind("epoch", lease.epoch())
                .bind("moves", endpoint.moves());
    }

    private GenericExecuteSpec logged(String sql, Endpoint endpoint, WorkLease lease, Message message, Reply reply) {
        GenericExecuteSpec statement = guarded(sql, endpoint, lease)
                .bind("event", message.id())
                .bind("type", message.type())
                .bind("took", (int) reply.took().toMillis())
                .bind("delivered", reply.delivered())
                .bind("kept", KEPT);
        statement = bind(statement, "answered", reply.status(), Integer.class);
        statement = bind(statement, "error", reply.error(), String.class);
        return bind(statement, "answer", reply.answer(), String.class);
    }

    private static <T> GenericExecuteSpec bind(
            GenericExecuteSpec statement, String name, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }
}
