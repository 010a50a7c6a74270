package dev.epilogue.webhook;

import dev.epilogue.store.Whole;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
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

    private final DatabaseClient database;

    EndpointSurvey(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param woken endpoints that are due from now on
     * @param some whether there is any endpoint to tell something
     */
    record Woken(long woken, boolean some) {}

    /** Endpoints behind whose place something has happened become due. */
    Mono<Woken> wake() {
        return Whole.one(database.sql(WAKE)
                .map(row -> new Woken(
                        WebhookStore.required(row, "woken", Long.class),
                        WebhookStore.required(row, "some", Boolean.class)))
                .one());
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
