package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who works on what is due, on the database's clock. While a row is held it is due at the end of its lease: where it is due before,
 * somebody rang meanwhile.
 */
@Repository
public class LeaseStore {

    /**
     * Of a node that is away only what can be decided without it: deadlines, what channels have come to, the end of settling, and
     * whether participants are to be protected on chain.
     */
    private static final String DUE = """
            t.due_at <= now() AND (t.node <> ALL(CAST(:down AS text[])) OR t.status NOT IN ('READY', 'SUBMITTING', 'SETTLING')
              OR (t.status = 'READY' AND t.deadline + CAST(:unsent AS interval) <= now())
              OR (t.status = 'SETTLING' AND (t.waiting_for = 'CHANNELS'
                OR CAST(t.session ->> 'closedAt' AS timestamptz) + CAST(t.policy ->> 'settleFor' AS interval) <= now()
                OR (t.policy ->> 'escalation' <> 'NONE' AND t.protections = '[]'
                  AND CAST(t.session ->> 'closedAt' AS timestamptz) + CAST(:unserved AS interval) <= now()))))
            """;

    private static final String OF_FREE_NODES = "t.node <> ALL(CAST(:full AS text[])) AND " + DUE;

    /** A probe of a small index per bucket, whatever waits behind. */
    private static final Prepared LOOK = Prepared.of("""
            SELECT t.bucket AS due_bucket FROM closure t
            WHERE t.bucket = ANY(CAST(:buckets AS smallint[])) AND %s LIMIT :limit
            """.formatted(OF_FREE_NODES));

    /**
     * What a closure consists of is read as of the beginning of the statement: where its row was changed after that, it does not fit,
     * and {@code seen} tells.
     */
    private static final Due CLAIM_DUE = Due.byBucket(
            "closure",
            OF_FREE_NODES,
            "t.due_at",
            LeaseSql.take("closure") + """
            SELECT c.bucket, c.lease_epoch, c.lease_until,
              (SELECT s.revision = c.revision FROM closure s WHERE s.bucket = c.bucket AND s.id = c.id) AS seen, %s
            FROM taken c
            """.formatted(ClosureRows.columns("c.bucket")));

    private static final Prepared OVERDUE = Prepared.of("""
            SELECT count(*) AS waiting FROM (
              SELECT 1 FROM closure t WHERE t.bucket = ANY(CAST(:buckets AS smallint[])) AND %s LIMIT :limit) AS due
            """.formatted(DUE));

    private static final Prepared RENEW = Prepared.of(LeaseSql.renew("closure"));

    private static final Prepared RELEASE = Prepared.of("""
            UPDATE closure SET lease_until = NULL, lease_owner = NULL,
              due_at = CASE WHEN revision = :revision AND due_at >= lease_until THEN CAST(:dueAt AS timestamptz) ELSE clock.at END
            FROM (SELECT now() AS at) clock
            """ + LeaseSql.HELD);

    private static final Prepared GIVE_BACK = Prepared.of(LeaseSql.giveBack("closure"));

    private final DatabaseClient database;
    private final Shards shards;

    /** Where the last one ended that found enough: the next one begins there, so that no bucket always comes last. */
    private volatile short next;

    public LeaseStore(DatabaseClient database, Shards shards) {
        this.database = database;
        this.shards = shards;
    }

    /**
     * @param owner this instance, for operators' eyes
     * @param away nodes whose closures are left alone, but for what can be decided without them
     * @param full nodes whose closures are left alone, whatever they wait for
     */
    public Flux<Claimed> claimDue(String owner, Duration lease, int limit, Away away, Set<String> full) {
        return Flux.defer(() -> {
            short from = next;
            Map<String, Object> values = new HashMap<>(away.values());
            values.put("full", full.toArray(String[]::new));
            values.put("buckets", Bucket.all(from));
            values.put("lease", lease.toString());
            values.put("owner", owner);
            values.put("limit", limit);
            return CLAIM_DUE
                    .take(shards, values, look(limit, away, full), LeaseStore::claimed)
                    .collectList()
                    .doOnNext(claimed -> endedAt(from, claimed, limit))
                    .flatMapIterable(claimed -> claimed);
        });
    }

    /** Where fewer were due than were asked for, it does not matter where the next one begins. */
    private void endedAt(short from, List<Claimed> claimed, int limit) {
        if (claimed.size() >= limit) {
            next = claimed.stream()
                    .map(each -> each.claim().closure().bucket().number())
                    .max(Comparator.comparing(bucket -> Math.floorMod(bucket - from, Bucket.COUNT)))
                    .orElseThrow();
        }
    }

    private Flux<Short> look(int limit, Away away, Set<String> full) {
        return Flux.defer(() -> {
            short from = next;
            Mono<List<Short>> further = look(Bucket.from(from), limit, away, full);
            return further.flatMap(found -> found.size() >= limit || from == 0
                            ? Mono.just(found)
                            : look(Bucket.before(from), limit - found.size(), away, full)
                                    .map(rest -> Stream.concat(found.stream(), rest.stream())
                                            .toList()))
                    .doOnNext(found -> next = found.size() >= limit ? found.getLast() : 0)
                    .flatMapIterable(found -> found);
        });
    }

    private Mono<List<Short>> look(Short[] buckets, int limit, Away away, Set<String> full) {
        return LOOK.on(database)
                .bind(away.values())
                .bind("full", full.toArray(String[]::new))
                .bind("buckets", buckets)
                .bind("limit", limit)
                .rows(row -> ClosureRows.required(row, "due_bucket", Short.class))
                .collectList();
    }

    /** How many closures are due and in nobody's hands, counted up to a limit. */
    public Mono<Long> overdue(int limit, Away away) {
        return OVERDUE.on(database)
                .bind(away.values())
                .bind("buckets", Bucket.all())
                .bind("limit", limit)
                .row(row -> ClosureRows.required(row, "waiting", Long.class));
    }

    /** How many closures nobody works on before an operator has decided. */
    public Mono<Long> parked() {
        return Whole.one(database.sql("SELECT count(*) AS parked FROM closure WHERE status = 'PARKED'")
                .map(row -> ClosureRows.required(row, "parked", Long.class))
                .one());
    }

    /** Keeps a lease while a step takes long. False where it is lost, or given back. */
    public Mono<Boolean> renew(Claim claim, Duration lease) {
        return held(RENEW, claim).bind("lease", lease.toString()).rowsUpdated().map(rows -> rows > 0);
    }

    /**
     * Nothing to write: gives the lease back. No effect where it is lost already.
     *
     * @param revision for which {@code dueAt} was decided; a closure that somebody changed or rang for meanwhile is due at once
     * @param dueAt as {@link dev.epilogue.closure.NextLook} says
     */
    public Mono<Void> release(Claim claim, long revision, @Nullable Instant dueAt) {
        return held(RELEASE, claim)
                .bind("revision", revision)
                .bind("dueAt", dueAt, Instant.class)
                .rowsUpdated()
                .then();
    }

    /** Left in the middle: due at once, for another worker. No effect where the lease is lost or given back already. */
    public Mono<Void> giveBack(Claim claim) {
        return held(GIVE_BACK, claim).rowsUpdated().then();
    }

    private Prepared.Asked held(Prepared update, Claim claim) {
        return update.on(database)
                .bind("bucket", claim.closure().bucket().number())
                .bind("id", claim.closure().uuid())
                .bind("epoch", claim.epoch());
    }

    /**
     * Something that a closure waits for has moved: it is due at once. False while somebody holds its lease, who may have looked
     * already: ring again. True where nobody waits any more.
     */
    public Mono<Boolean> wake(ClosureId closure) {
        return Whole.one(database.sql("""
                        WITH woken AS (
                          UPDATE closure SET due_at = now()
                          WHERE bucket = :bucket AND id = :id AND status IN ('SETTLING', 'ESCALATING')
                            AND (lease_until IS NULL OR lease_until <= now()) RETURNING 1)
                        SELECT EXISTS (SELECT 1 FROM woken) OR NOT EXISTS (
                          SELECT 1 FROM closure WHERE bucket = :bucket AND id = :id AND lease_until > now()) AS done
                        """)
                .bind("bucket", closure.bucket().number())
                .bind("id", closure.uuid())
                .map(row -> ClosureRows.required(row, "done", Boolean.class))
                .one());
    }

    /** Somebody says that a session has changed: what waits for its proof is looked at now instead of later. */
    public Mono<Long> hasten(Address node, SessionId session) {
        return Whole.one(database.sql("""
                        UPDATE closure SET due_at = now()
                        WHERE bucket = :bucket AND node_address = :nodeAddress AND session_id = :sessionId
                          AND status IN ('READY', 'SUBMITTING') AND due_at > now()
                          AND (lease_until IS NULL OR lease_until <= now())
                        """)
                .bind("bucket", Bucket.of(node, session).number())
                .bind("nodeAddress", node.lowerCase())
                .bind("sessionId", session.hex())
                .fetch()
                .rowsUpdated());
    }

    private static Claimed claimed(Readable row) {
        Claim claim = new Claim(
                new TenantId(ClosureRows.required(row, "tenant", String.class)),
                new ClosureId(ClosureRows.required(row, "id", UUID.class)),
                ClosureRows.required(row, "lease_epoch", Long.class),
                ClosureRows.required(row, "lease_until", Instant.class),
                ClosureRows.required(row, "read_at", Instant.class));
        boolean whole = ClosureRows.required(row, "seen", Boolean.class);
        return new Claimed(
                claim, ClosureRows.required(row, "node", String.class), whole ? ClosureRows.loaded(row) : null);
    }
}
