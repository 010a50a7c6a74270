package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Subject;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reading closures and writing their changes. Everything is looked up within a tenant. */
@Repository
public class ClosureStore {

    private static final String OF_SESSION = """
            WHERE c.bucket = :bucket AND c.tenant = :tenant AND c.node_address = :nodeAddress AND c.session_id = :sessionId
            """;

    private static final Prepared FIND =
            Prepared.of(ClosureRows.OF_BUCKET + "WHERE c.bucket = :bucket AND c.id = :id AND c.tenant = :tenant");

    private static final Prepared STANDING = Prepared.of(
            "SELECT c.revision, now() AS read_at FROM closure c WHERE c.bucket = :bucket AND c.id = :id AND c.tenant = :tenant");

    private static final Prepared NEWEST_FIRST =
            Prepared.of(ClosureRows.OF_BUCKET + OF_SESSION + "ORDER BY c.created_at DESC, c.id DESC");

    private static final Prepared ACTIVE = Prepared.of(ClosureRows.OF_BUCKET + OF_SESSION
            + "AND c.status IN ('COLLECTING','READY','SUBMITTING','SETTLING','ESCALATING','PARKED')");

    private static final Prepared NOW = Prepared.of("SELECT now() AS at");

    private final DatabaseClient database;
    private final BucketBatches<WantedChange, Stored> changes;
    private final BucketBatches<WantedClosure, Boolean> creations;
    private final RecentClosures recent = new RecentClosures(System::nanoTime);
    private final DatabaseClock clock = new DatabaseClock(System::nanoTime);

    public ClosureStore(DatabaseClient database, Shards shards) {
        this.database = database;
        Servers servers = new Servers(database);
        this.changes = new BucketBatches<>(
                shards,
                WantedChange::bucket,
                WantedChange::session,
                (wanted, place) -> ChangeStatement.write(database, wanted, place),
                servers::known);
        this.creations = new BucketBatches<>(
                shards,
                WantedClosure::bucket,
                WantedClosure::session,
                (wanted, place) -> CreationStatement.write(database, wanted, place),
                servers::known);
    }

    /** The database's clock, which alone decides deadlines; asked only where it has told nothing for a moment. */
    public Mono<Instant> now() {
        return Mono.defer(() -> clock.now().map(Mono::just).orElseGet(this::asked));
    }

    private Mono<Instant> asked() {
        return NOW.on(database)
                .row(row -> ClosureRows.required(row, "at", Instant.class))
                .doOnNext(clock::told);
    }

    public Mono<Loaded> find(TenantId tenant, ClosureId id) {
        return FIND.on(database)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .row(ClosureRows::loaded)
                .doOnNext(loaded -> {
                    clock.told(loaded.now());
                    recent.put(loaded);
                });
    }

    /** As it is now: as this process knows it where the database says that it stands so, which costs less than to read it again. */
    public Mono<Loaded> current(TenantId tenant, ClosureId id) {
        return Mono.defer(() -> Mono.justOrEmpty(recent.get(tenant, id)))
                .flatMap(this::standing)
                .switchIfEmpty(Mono.defer(() -> find(tenant, id)));
    }

    /** Empty where it was changed. */
    private Mono<Loaded> standing(Loaded known) {
        Closure closure = known.closure();
        return STANDING.on(database)
                .bind("bucket", closure.id().bucket().number())
                .bind("id", closure.id().uuid())
                .bind("tenant", closure.tenant().value())
                .row(row -> new Standing(
                        ClosureRows.required(row, "revision", Long.class),
                        ClosureRows.required(row, "read_at", Instant.class)))
                .doOnNext(standing -> clock.told(standing.at()))
                .filter(standing -> standing.revision() == closure.revision())
                .map(standing -> known.at(standing.at()))
                .doOnNext(recent::put);
    }

    private record Standing(long revision, Instant at) {}

    /** As this process knows it. Only what is stored may rest on it: whoever refuses, or answers a reader, reads. */
    public Optional<Loaded> recent(TenantId tenant, ClosureId id) {
        return recent.get(tenant, id);
    }

    /** As it was at this revision or is at a later one. */
    public Mono<Loaded> find(TenantId tenant, ClosureId id, long revision) {
        return Mono.defer(() -> recent.get(tenant, id)
                .filter(known -> known.closure().revision() >= revision)
                .map(Mono::just)
                .orElseGet(() -> find(tenant, id)));
    }

    /** What this process has just written. */
    public void remember(Loaded loaded) {
        recent.put(loaded);
    }

    /** Another process has changed it. */
    public void forget(ClosureId id) {
        recent.forget(id);
    }

    /** Others may have changed anything. */
    public void forgetAll() {
        recent.forgetAll();
    }

    /** Newest first. */
    public Flux<Loaded> ofSession(TenantId tenant, Address node, SessionId session) {
        return ofSession(NEWEST_FIRST, tenant, node, session);
    }

    /** The one that stands in the way of another. */
    public Mono<Loaded> active(TenantId tenant, Address node, SessionId session) {
        return ofSession(ACTIVE, tenant, node, session).next();
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

    private Flux<Loaded> ofSession(Prepared statement, TenantId tenant, Address node, SessionId session) {
        return statement
                .on(database)
                .bind("bucket", Bucket.of(node, session).number())
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("sessionId", session.hex())
                .rows(ClosureRows::loaded);
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
                .doOnNext(stored -> remember(new Loaded(
                        change.after(),
                        change.events().size(),
                        wrappedKey,
                        clock.now().orElse(change.after().times().createdAt()))))
                .then();
    }

    /** Writes a change if nothing has changed since it was decided. */
    public Mono<Written> write(Change change, Guard guard) {
        return store(change, guard).map(Stored::written);
    }

    /** The same, and what the change came to. */
    public Mono<Stored> store(Change change, Guard guard) {
        return Mono.deferContextual(
                        context -> changes.write(new WantedChange(change, guard, IdempotencyKey.in(context))))
                .doOnNext(stored -> became(change, stored));
    }

    private void became(Change change, Stored stored) {
        switch (stored.written()) {
            case STORED -> clock.told(stored.at());
            case CONFLICT -> recent.forget(change.after().id());
            case GATE_BUSY -> {}
        }
    }

    /** How many changes wait for their turn to be written. */
    int waiting() {
        return changes.waiting() + creations.waiting();
    }
}
