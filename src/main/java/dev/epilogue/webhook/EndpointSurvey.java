package dev.epilogue.webhook;

import dev.epilogue.store.Shards;
import dev.epilogue.store.Whole;
import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is asked about all endpoints at once: which of them have something to be told, and how they stand. */
@Repository
class EndpointSurvey {

    private static final String WAKE = """
            WITH told AS (
              UPDATE webhook w SET due_at = now()
              WHERE w.due_at IS NULL AND w.status IN ('ENABLED', 'DISABLED')
                AND EXISTS (SELECT 1 FROM tenant t WHERE t.id = w.tenant AND t.disabled_at IS NULL)
                AND (EXISTS (SELECT 1 FROM event e WHERE e.tenant = w.tenant
                    AND (e.feed_xid, e.closure_id, e.number) > (w.feed_xid, w.closure_id, w.number))
                  OR EXISTS (SELECT 1 FROM webhook_notice n WHERE n.tenant = w.tenant AND n.bucket = w.bucket AND n.webhook_id = w.id))
              RETURNING w.id)
            SELECT (SELECT count(*) FROM told) AS woken,
                   EXISTS (SELECT 1 FROM webhook w WHERE w.status IN ('ENABLED', 'DISABLED') AND w.tenant = ANY(
                     SELECT t.id FROM tenant t WHERE t.disabled_at IS NULL)) AS some
            """;

    private static final String ASLEEP = """
            SELECT w.bucket, w.id, w.tenant, w.feed_xid::text AS xid, w.closure_id, w.number, w.due_at IS NULL AS asleep,
              EXISTS (SELECT 1 FROM webhook_notice n WHERE n.tenant = w.tenant AND n.bucket = w.bucket AND n.webhook_id = w.id) AS noticed
            FROM webhook w WHERE w.status IN ('ENABLED', 'DISABLED')
              AND EXISTS (SELECT 1 FROM tenant t WHERE t.id = w.tenant AND t.disabled_at IS NULL)
            """;

    private static final String BEHIND = """
            SELECT e.number FROM event e WHERE e.tenant = :tenant
              AND (e.feed_xid, e.closure_id, e.number) > (CAST(:xid AS xid8), CAST(:closure AS uuid), CAST(:number AS bigint)) LIMIT 1
            """;

    private final DatabaseClient database;
    private final Shards shards;

    EndpointSurvey(DatabaseClient database, Shards shards) {
        this.database = database;
        this.shards = shards;
    }

    /**
     * @param woken endpoints that are due from now on
     * @param some whether there is any endpoint to tell something
     */
    record Woken(long woken, boolean some) {}

    /** Endpoints behind whose place something has happened become due. */
    Mono<Woken> wake() {
        return shards.several().flatMap(apart -> apart ? wakeOneByOne() : wakeTogether());
    }

    private Mono<Woken> wakeTogether() {
        return Whole.one(database.sql(WAKE)
                .map(row -> new Woken(
                        WebhookStore.required(row, "woken", Long.class),
                        WebhookStore.required(row, "some", Boolean.class)))
                .one());
    }

    /** Endpoints lie on the coordinator and events elsewhere: no one statement compares them. */
    private Mono<Woken> wakeOneByOne() {
        return Whole.readMany(database.sql(ASLEEP).map(Standing::of).all())
                .collectList()
                .flatMap(all -> Flux.fromIterable(all)
                        .filter(Standing::asleep)
                        .filterWhen(each -> each.noticed() ? Mono.just(true) : behind(each))
                        .concatMap(this::wake)
                        .reduce(0L, Long::sum)
                        .map(woken -> new Woken(woken, !all.isEmpty())));
    }

    private Mono<Boolean> behind(Standing endpoint) {
        return Whole.readMany(database.sql(BEHIND)
                        .bind("tenant", endpoint.tenant())
                        .bind("xid", endpoint.xid())
                        .bind("closure", endpoint.closure())
                        .bind("number", endpoint.number())
                        .map(row -> WebhookStore.required(row, "number", Long.class))
                        .all())
                .hasElements();
    }

    private Mono<Long> wake(Standing endpoint) {
        return Whole.one(database.sql("""
                        UPDATE webhook w SET due_at = now()
                        WHERE w.bucket = :bucket AND w.id = :id AND w.tenant = :tenant AND w.due_at IS NULL
                        """)
                .bind("bucket", endpoint.bucket())
                .bind("id", endpoint.id())
                .bind("tenant", endpoint.tenant())
                .fetch()
                .rowsUpdated());
    }

    /** An endpoint and its place in the journal. */
    private record Standing(
            short bucket,
            UUID id,
            String tenant,
            String xid,
            UUID closure,
            long number,
            boolean asleep,
            boolean noticed) {

        static Standing of(Readable row) {
            return new Standing(
                    WebhookStore.required(row, "bucket", Short.class),
                    WebhookStore.required(row, "id", UUID.class),
                    WebhookStore.required(row, "tenant", String.class),
                    WebhookStore.required(row, "xid", String.class),
                    WebhookStore.required(row, "closure_id", UUID.class),
                    WebhookStore.required(row, "number", Long.class),
                    WebhookStore.required(row, "asleep", Boolean.class),
                    WebhookStore.required(row, "noticed", Boolean.class));
        }
    }

    /** How all endpoints stand. */
    record Census(long enabled, long failing, long disabled) {}

    Mono<Census> census() {
        return Whole.one(database.sql("""
                        SELECT count(*) FILTER (WHERE w.status = 'ENABLED' AND w.failing_since IS NULL) AS enabled,
                               count(*) FILTER (WHERE w.status = 'ENABLED' AND w.failing_since IS NOT NULL) AS failing,
                               count(*) FILTER (WHERE w.status IN ('DISABLED', 'GONE')) AS disabled
                        FROM webhook w WHERE w.tenant IN (SELECT t.id FROM tenant t)
                        """)
                .map(row -> new Census(
                        WebhookStore.required(row, "enabled", Long.class),
                        WebhookStore.required(row, "failing", Long.class),
                        WebhookStore.required(row, "disabled", Long.class)))
                .one());
    }
}
