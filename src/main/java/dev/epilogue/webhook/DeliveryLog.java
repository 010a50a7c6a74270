package dev.epilogue.webhook;

import dev.epilogue.closure.TenantId;
import dev.epilogue.store.Whole;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What was tried and what was answered. Written with the delivery itself, by {@link DeliveryStore}. */
@Repository
class DeliveryLog {

    private final DatabaseClient database;

    DeliveryLog(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Newest first.
     *
     * @param delivered null for both
     * @param before only older ones than that number
     */
    Flux<PastDelivery> deliveries(TenantId tenant, UUID id, @Nullable Boolean delivered, long before, int limit) {
        return Whole.many(database.sql("""
                        SELECT d.number, d.event_id, d.type, d.attempt, d.at, d.took_millis, d.delivered, d.status, d.error, d.answer
                        FROM webhook_delivery d
                        WHERE d.bucket = :bucket AND d.webhook_id = :id AND d.tenant = :tenant AND d.number < :before
                        """ + (delivered == null ? "" : "AND d.delivered = " + delivered)
                        + " ORDER BY d.number DESC LIMIT :limit")
                .bind("bucket", Endpoint.bucket(id))
                .bind("id", id)
                .bind("tenant", tenant.value())
                .bind("before", before)
                .bind("limit", limit)
                .map(DeliveryLog::delivery)
                .all());
    }

    private static PastDelivery delivery(Readable row) {
        return new PastDelivery(
                WebhookStore.required(row, "number", Long.class),
                WebhookStore.required(row, "event_id", String.class),
                WebhookStore.required(row, "type", String.class),
                WebhookStore.required(row, "attempt", Integer.class),
                WebhookStore.required(row, "at", Instant.class),
                WebhookStore.required(row, "took_millis", Integer.class),
                WebhookStore.required(row, "delivered", Boolean.class),
                row.get("status", Integer.class),
                row.get("error", String.class),
                row.get("answer", String.class));
    }

    /** How many deliveries went. */
    Mono<Long> prune(Duration keep, int batch) {
        return Whole.one(database.sql("""
                        DELETE FROM webhook_delivery d USING (
                          SELECT bucket, webhook_id, number FROM webhook_delivery WHERE at < now() - CAST(:keep AS interval)
                          ORDER BY at LIMIT :batch FOR UPDATE SKIP LOCKED) AS old
                        WHERE d.bucket = old.bucket AND d.webhook_id = old.webhook_id AND d.number = old.number
                        """)
                .bind("keep", keep.toString())
                .bind("batch", batch)
                .fetch()
                .rowsUpdated());
    }
}
