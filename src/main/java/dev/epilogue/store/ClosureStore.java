package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.Change;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reading closures and writing their changes. Everything is looked up within a tenant. */
@Repository
public class ClosureStore {

    private static final String OF_SESSION = ClosureRows.SELECT + """
            WHERE c.bucket = :bucket AND c.tenant = :tenant AND c.node_address = :nodeAddress AND c.session_id = :sessionId
            """;

    private static final String ACTIVE =
            "c.status IN ('COLLECTING','READY','SUBMITTING','SETTLING','ESCALATING','PARKED')";

    private final DatabaseClient database;

    public ClosureStore(DatabaseClient database) {
        this.database = database;
    }

    /** The database's clock, which alone decides deadlines. */
    public Mono<Instant> now() {
        return Whole.one(database.sql("SELECT now() AS at")
                .map(row -> ClosureRows.required(row, "at", Instant.class))
                .one());
    }

    public Mono<Loaded> find(TenantId tenant, ClosureId id) {
        return Whole.one(
                database.sql(ClosureRows.SELECT + "WHERE c.bucket = :bucket AND c.id = :id AND c.tenant = :tenant")
                        .bind("bucket", id.bucket().number())
                        .bind("id", id.uuid())
                        .bind("tenant", tenant.value())
                        .map(ClosureRows::loaded)
                        .one());
    }

    /** Newest first. */
    public Flux<Loaded> ofSession(TenantId tenant, Address node, SessionId session) {
        return ofSession(OF_SESSION + "ORDER BY c.created_at DESC, c.id DESC", tenant, node, session);
    }

    /** The one that stands in the way of another. */
    public Mono<Loaded> active(TenantId tenant, Address node, SessionId session) {
        return ofSession(OF_SESSION + "AND " + ACTIVE, tenant, node, session).next();
    }

    private Flux<Loaded> ofSession(String sql, TenantId tenant, Address node, SessionId session) {
        return Whole.many(database.sql(sql)
                .bind("bucket", Bucket.of(node, session).number())
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("sessionId", session.hex())
                .map(ClosureRows::loaded)
                .all());
    }

    /**
     * Stores a new closure with its round and events, in one transaction; what had expired or been declined before ends for good.
     * Fails with {@code DataIntegrityViolationException} where another closure of the session is active.
     *
     * @param wrappedKey key of its signatures under the service's key
     */
    public Mono<Void> create(Change change, String wrappedKey) {
        return Mono.deferContextual(
                context -> Whole.one(CreationStatement.of(change, wrappedKey, IdempotencyKey.in(context))
                        .bindTo(database)
                        .fetch()
                        .rowsUpdated()
                        .then()));
    }

    /** Writes a change if nothing has changed since it was decided. */
    public Mono<Written> write(Change change, Guard guard) {
        return Mono.deferContextual(context -> Whole.one(ChangeStatement.of(change, guard, IdempotencyKey.in(context))
                .bindTo(database)
                .map(row -> written(
                        ClosureRows.required(row, "locked", Long.class),
                        ClosureRows.required(row, "moved", Long.class)))
                .one()));
    }

    private static Written written(long locked, long moved) {
        if (moved > 0) {
            return Written.STORED;
        }
        return locked > 0 ? Written.GATE_BUSY : Written.CONFLICT;
    }
}
