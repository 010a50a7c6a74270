package dev.epilogue.store;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * What callers' idempotency keys meant. Only successes are remembered, for as long as their closure lives. A request holds its key
 * by a token: what it does once another has taken the key over has no effect.
 */
@Repository
public class IdempotencyStore {

    /** A request that died without a word blocks its key no longer than this. */
    static final Duration ABANDONED = Duration.ofSeconds(30);

    private static final int TRIES = 20;

    /** Whoever finds a live claim only reads. No row: the claim began or ended in between. */
    private static final String CLAIM = """
            WITH before AS (
              SELECT fingerprint, closure_id FROM idempotency WHERE tenant = :tenant AND key = :key
                AND (closure_id IS NOT NULL OR claimed_at >= now() - CAST(:abandoned AS interval))),
            taken AS (
              INSERT INTO idempotency AS i (tenant, key, fingerprint, token, claimed_at)
              SELECT :tenant, :key, :fingerprint, :token, now() WHERE NOT EXISTS (SELECT 1 FROM before)
              ON CONFLICT (tenant, key) DO UPDATE SET fingerprint = excluded.fingerprint, token = excluded.token,
                claimed_at = now()
              WHERE i.closure_id IS NULL AND i.claimed_at < now() - CAST(:abandoned AS interval)
              RETURNING token)
            SELECT token, CAST(NULL AS text) AS fingerprint, CAST(NULL AS uuid) AS closure_id FROM taken
            UNION ALL SELECT NULL, fingerprint, closure_id FROM before
            """;

    private final DatabaseClient database;

    public IdempotencyStore(DatabaseClient database) {
        this.database = database;
    }

    /** What asking for a key leads to. */
    public sealed interface Claim {

        /** The key is ours now, to be completed or given up. */
        record Ours(UUID token) implements Claim {}

        /** The first request with the key still runs. */
        record Running(String fingerprint) implements Claim {}

        /** It was done. */
        record Done(String fingerprint, ClosureId closure) implements Claim {}
    }

    public Mono<Claim> claim(TenantId tenant, String key, String fingerprint) {
        return Whole.one(database.sql(CLAIM)
                        .bind("tenant", tenant.value())
                        .bind("key", key)
                        .bind("fingerprint", fingerprint)
                        .bind("token", UUID.randomUUID())
                        .bind("abandoned", ABANDONED.toString())
                        .map(IdempotencyStore::claimed)
                        .first())
                // nobody had it, then somebody did: whose it is by now shows at the next look
                .repeatWhenEmpty(TRIES, again -> again);
    }

    private static Claim claimed(Readable row) {
        UUID token = row.get("token", UUID.class);
        if (token != null) {
            return new Claim.Ours(token);
        }
        String fingerprint = ClosureRows.required(row, "fingerprint", String.class);
        UUID closure = row.get("closure_id", UUID.class);
        return closure == null ? new Claim.Running(fingerprint) : new Claim.Done(fingerprint, new ClosureId(closure));
    }

    public Mono<Void> complete(TenantId tenant, IdempotencyKey key, ClosureId closure) {
        return Whole.one(database.sql("""
                        UPDATE idempotency SET bucket = :bucket, closure_id = :closure
                        WHERE tenant = :tenant AND key = :key AND token = :token
                        """)
                .bind("bucket", closure.bucket().number())
                .bind("closure", closure.uuid())
                .bind("tenant", tenant.value())
                .bind("key", key.value())
                .bind("token", key.token())
                .fetch()
                .rowsUpdated()
                .then());
    }

    public Mono<Void> giveUp(TenantId tenant, IdempotencyKey key) {
        return Whole.one(database.sql("""
                        DELETE FROM idempotency
                        WHERE tenant = :tenant AND key = :key AND token = :token AND closure_id IS NULL
                        """)
                .bind("tenant", tenant.value())
                .bind("key", key.value())
                .bind("token", key.token())
                .fetch()
                .rowsUpdated()
                .then());
    }
}
