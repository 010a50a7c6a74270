package dev.epilogue.store;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Subject;
import dev.epilogue.closure.TenantId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Who works on a closure, and what its session's gate says: for operators' eyes only, decisions never read this. */
@Repository
public class WorkStore {

    private final DatabaseClient database;

    public WorkStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param owner instance that holds the lease
     * @param gate {@code IDLE}, {@code SENT} or {@code UNKNOWN}; null where nothing was ever sent for the session
     * @param gateIsOurs whether this closure holds the gate
     * @param gateIsOthers whether another tenant's holds it
     */
    public record State(
            @Nullable String owner,
            @Nullable Instant leaseUntil,
            long leaseEpoch,
            @Nullable String gate,
            boolean gateIsOurs,
            boolean gateIsOthers,
            @Nullable Instant fenceUntil) {}

    public Mono<State> of(TenantId tenant, ClosureId id, Subject subject) {
        return Whole.one(database.sql("""
                        SELECT c.lease_owner, c.lease_until, c.lease_epoch, g.state, coalesce(g.holder = c.id, false) AS ours,
                          coalesce(h.tenant <> c.tenant, false) AS others, g.fence_until
                        FROM closure c LEFT JOIN gate g ON g.bucket = c.bucket AND g.node_address = :nodeAddress
                          AND g.session_id = :sessionId
                          LEFT JOIN closure h ON h.bucket = g.bucket AND h.id = g.holder
                        WHERE c.bucket = :bucket AND c.id = :id AND c.tenant = :tenant
                        """)
                .bind("nodeAddress", subject.nodeAddress().lowerCase())
                .bind("sessionId", subject.sessionId().hex())
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .map(WorkStore::state)
                .one());
    }

    private static State state(Readable row) {
        return new State(
                row.get("lease_owner", String.class),
                row.get("lease_until", Instant.class),
                ClosureRows.required(row, "lease_epoch", Long.class),
                row.get("state", String.class),
                ClosureRows.required(row, "ours", Boolean.class),
                ClosureRows.required(row, "others", Boolean.class),
                row.get("fence_until", Instant.class));
    }
}
