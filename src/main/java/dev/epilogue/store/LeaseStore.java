package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who works on what is due, on the database's clock. */
@Repository
public class LeaseStore {

    /** A few probes of a small index per bucket, whatever waits behind; what another worker holds is passed over. */
    private static final String CLAIM_DUE = """
            WITH due AS (
              SELECT d.bucket, d.id FROM unnest(CAST(:buckets AS smallint[])) AS b(bucket)
              CROSS JOIN LATERAL (
                SELECT c.bucket, c.id FROM closure c
                WHERE c.bucket = b.bucket AND c.due_at <= now()
                  AND (c.node <> ALL(CAST(:down AS text[])) OR c.status NOT IN ('READY', 'SUBMITTING', 'SETTLING')
                       OR (c.status = 'READY' AND c.deadline + CAST(:grace AS interval) <= now()))
                ORDER BY c.due_at LIMIT :limit FOR UPDATE SKIP LOCKED) d
              LIMIT :limit)
            UPDATE closure c SET lease_epoch = c.lease_epoch + 1, lease_owner = :owner,
              lease_until = now() + CAST(:lease AS interval), due_at = now() + CAST(:lease AS interval)
            FROM due WHERE c.bucket = due.bucket AND c.id = due.id
            RETURNING c.id, c.tenant, c.lease_epoch, c.lease_until, now() AS claimed_at
            """;

    private final DatabaseClient database;

    public LeaseStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param owner this instance, for operators' eyes
     * @param down nodes that cannot be reached: their closures are left alone but for what a deadline decides
     */
    public Flux<Claim> claimDue(String owner, Duration lease, int limit, Collection<String> down, Duration grace) {
        return database.sql(CLAIM_DUE)
                .bind("buckets", Bucket.all())
                .bind("down", down.toArray(String[]::new))
                .bind("grace", grace.toString())
                .bind("lease", lease.toString())
                .bind("owner", owner)
                .bind("limit", limit)
                .map(LeaseStore::claim)
                .all();
    }

    /** Nothing to write: gives the lease back. No effect where it is lost already. */
    public Mono<Void> release(Claim claim, @Nullable Instant dueAt) {
        var spec = database.sql("""
                        UPDATE closure SET lease_until = NULL, lease_owner = NULL, due_at = CAST(:dueAt AS timestamptz)
                        WHERE bucket = :bucket AND id = :id AND lease_epoch = :epoch
                        """)
                .bind("bucket", claim.closure().bucket().number())
                .bind("id", claim.closure().uuid())
                .bind("epoch", claim.epoch());
        spec = dueAt == null ? spec.bindNull("dueAt", Instant.class) : spec.bind("dueAt", dueAt);
        return spec.fetch().rowsUpdated().then();
    }

    private static Claim claim(Readable row) {
        return new Claim(
                new TenantId(ClosureRows.required(row, "tenant", String.class)),
                new ClosureId(ClosureRows.required(row, "id", UUID.class)),
                ClosureRows.required(row, "lease_epoch", Long.class),
                ClosureRows.required(row, "lease_until", Instant.class),
                ClosureRows.required(row, "claimed_at", Instant.class));
    }
}
