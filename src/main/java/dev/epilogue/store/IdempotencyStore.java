package dev.epilogue.store;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What callers' idempotency keys meant. Only successes are remembered, for as long as their closure lives. */
@Repository
public class IdempotencyStore {

    /** A request that died without a word blocks its key no longer than this. */
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private final DatabaseClient database;

    public IdempotencyStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What a key already stands for.
     *
     * @param closure nothing while the first request is still running
     */
    public record Earlier(String fingerprint, Optional<ClosureId> closure) {}

    /** Empty: the key is ours now, to be completed or given up. */
    public Mono<Earlier> claim(TenantId tenant, String key, String fingerprint) {
        return Whole.one(database.sql("""
                        INSERT INTO idempotency AS i (tenant, key, fingerprint, claimed_at) VALUES (:tenant, :key, :fingerprint, now())
                        ON CONFLICT (tenant, key) DO UPDATE SET fingerprint = excluded.fingerprint, claimed_at = now()
                        WHERE i.closure_id IS NULL AND i.claimed_at < now() - CAST(:abandoned AS interval)
                        RETURNING key
                        """)
                .bind("tenant", tenant.value())
                .bind("key", key)
                .bind("fingerprint", fingerprint)
                .bind("abandoned", ABANDONED.toString())
                .fetch()
                .first()
                .map(ours -> Optional.<Earlier>empty())
                .switchIfEmpty(earlier(tenant, key).map(Optional::of))
                .flatMap(Mono::justOrEmpty));
    }

    private Mono<Earlier> earlier(TenantId tenant, String key) {
        return Whole.one(database.sql(
                        "SELECT fingerprint, closure_id FROM idempotency WHERE tenant = :tenant AND key = :key")
                .bind("tenant", tenant.value())
                .bind("key", key)
                .map(row -> new Earlier(
                        ClosureRows.required(row, "fingerprint", String.class),
                        Optional.ofNullable(row.get("closure_id", UUID.class)).map(ClosureId::new)))
                .one());
    }

    public Mono<Void> complete(TenantId tenant, String key, ClosureId closure) {
        return Whole.one(database.sql("""
                        UPDATE idempotency SET bucket = :bucket, closure_id = :closure WHERE tenant = :tenant AND key = :key
                        """)
                .bind("bucket", closure.bucket().number())
                .bind("closure", closure.uuid())
                .bind("tenant", tenant.value())
                .bind("key", key)
                .fetch()
                .rowsUpdated()
                .then());
    }

    public Mono<Void> giveUp(TenantId tenant, String key) {
        return Whole.one(
                database.sql("DELETE FROM idempotency WHERE tenant = :tenant AND key = :key AND closure_id IS NULL")
                        .bind("tenant", tenant.value())
                        .bind("key", key)
                        .fetch()
                        .rowsUpdated()
                        .then());
    }
}
