package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.Change;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Subject;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
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
    private final Batches<WantedChange, Written> changes;
    private final Batches<WantedClosure, Boolean> creations;

    public ClosureStore(DatabaseClient database) {
        this.database = database;
        this.changes = new Batches<>(WantedChange::session, wanted -> ChangeStatement.write(database, wanted));
        this.creations = new Batches<>(WantedClosure::session, wanted -> CreationStatement.write(database, wanted));
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

    /** Whether another tenant's closure has sent something for the session, so that nobody else may. */
    public Mono<Boolean> sentByAnother(TenantId tenant, Subject subject) {
        return Whole.one(database.sql("""
                        SELECT EXISTS (SELECT 1 FROM gate g JOIN closure c ON c.bucket = g.bucket AND c.id = g.holder
                          WHERE g.bucket = :bucket AND g.node_address = :nodeAddress AND g.session_id = :sessionId
                            AND g.state <> 'IDLE' AND c.tenant <> :tenant) AS sent
                        """)
                .bind("bucket", subject.bucket().number())
                .bind("nodeAddress", subject.nodeAddress().lowerCase())
                .bind("sessionId", subject.sessionId().hex())
                .bind("tenant", tenant.value())
                .map(row -> Boolean.TRUE.equals(row.get("sent", Boolean.class)))
                .one());
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
     * Stores a new closure with its round and events, or nothing of it; what had expired or been declined before ends for good.
     * Fails with {@code DataIntegrityViolationException} where another closure of the session is active.
     *
     * @param wrappedKey key of its signatures under the service's key
     */
    public Mono<Void> create(Change change, String wrappedKey) {
        return Mono.deferContextual(
                        context -> creations.write(new WantedClosure(change, wrappedKey, IdempotencyKey.in(context))))
                .filter(stored -> stored)
                .switchIfEmpty(Mono.error(() -> new DuplicateKeyException("another closure of the session is active")))
                .then();
    }

    /** Writes a change if nothing has changed since it was decided. */
    public Mono<Written> write(Change change, Guard guard) {
        return Mono.deferContextual(
                context -> changes.write(new WantedChange(change, guard, IdempotencyKey.in(context))));
    }

    /** How many changes wait for their turn to be written. */
    int waiting() {
        return changes.waiting() + creations.waiting();
    }
}
