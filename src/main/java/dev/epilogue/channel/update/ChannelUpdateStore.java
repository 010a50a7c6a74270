package dev.epilogue.channel.update;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.Guard;
import dev.epilogue.store.Json;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkTable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Channel updates as rows. Every write is guarded by the revision, a worker's also by its lease. */
@Repository
public class ChannelUpdateStore {

    /** A chain is known by the node's assets on it. */
    static final WorkTable TABLE = new WorkTable("channel_update", "t.node || ' ' || t.mode || ' ' || t.asset");

    private final DatabaseClient database;

    ChannelUpdateStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Loaded> find(WorkLease lease) {
        return Whole.one(database.sql(ChannelUpdateRows.SELECT + "WHERE u.bucket = :bucket AND u.id = :id")
                .bind("bucket", lease.bucket())
                .bind("id", lease.id())
                .map(ChannelUpdateRows::loaded)
                .one());
    }

    /** The database's clock. */
    Mono<Instant> now() {
        return Whole.one(database.sql("SELECT now() AS at")
                .map(row -> ChannelUpdateRows.required(row, "at", Instant.class))
                .one());
    }

    /**
     * Stores a new one; nothing where an equal one is under way, or, for a closure's own, was ever asked for.
     *
     * @param once whether one that has ended stands in the way too
     */
    Mono<Boolean> open(ChannelUpdate update, String wrappedKey, boolean once) {
        ChannelOrder order = update.order();
        return Whole.one(nullable(
                        database.sql("""
                                INSERT INTO channel_update (bucket, id, tenant, closure_id, node, node_address, participant, asset,
                                  mode, status, ordered, progress, wrapped_key, revision, created_at, updated_at, due_at)
                                SELECT :bucket, :id, :tenant, CAST(:closure AS uuid), :node, :nodeAddress, :participant, :asset,
                                  :mode, :status, CAST(:ordered AS jsonb), CAST(:progress AS jsonb), :key, :revision, :now, :now,
                                  :now
                                WHERE NOT :once OR NOT EXISTS (
                                  SELECT 1 FROM channel_update o WHERE o.bucket = :bucket
                                    AND o.closure_id = CAST(:closure AS uuid) AND o.participant = :participant
                                    AND o.asset = :asset AND o.mode = :mode)
                                ON CONFLICT DO NOTHING
                                """),
                        "closure",
                        order.closure() == null ? null : order.closure().uuid(),
                        UUID.class)
                .bind("bucket", update.id().bucket().number())
                .bind("id", update.id().uuid())
                .bind("tenant", order.tenant().value())
                .bind("node", order.node())
                .bind("nodeAddress", order.nodeAddress().lowerCase())
                .bind("participant", order.participant().checksummed())
                .bind("asset", order.asset())
                .bind("mode", order.mode().name())
                .bind("status", update.stage().status())
                .bind("ordered", Json.write(order))
                .bind("progress", Json.write(update.progress()))
                .bind("key", wrappedKey)
                .bind("revision", update.revision())
                .bind("now", update.createdAt())
                .bind("once", once)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    Mono<Loaded> find(TenantId tenant, ChannelUpdateId id) {
        return Whole.one(database.sql(
                        ChannelUpdateRows.SELECT + "WHERE u.bucket = :bucket AND u.id = :id AND u.tenant = :tenant")
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .map(ChannelUpdateRows::loaded)
                .one());
    }

    /** Oldest first. */
    Flux<Loaded> ofClosure(TenantId tenant, ClosureId closure) {
        return Whole.many(database.sql(ChannelUpdateRows.SELECT + """
                        WHERE u.bucket = :bucket AND u.closure_id = :closure AND u.tenant = :tenant
                        ORDER BY u.created_at, u.id
                        """)
                .bind("bucket", closure.bucket().number())
                .bind("closure", closure.uuid())
                .bind("tenant", tenant.value())
                .map(ChannelUpdateRows::loaded)
                .all());
    }

    /** The newest that was asked for in the same words, ended or not. */
    Mono<Loaded> like(Bucket bucket, ChannelOrder order) {
        return Whole.one(nullable(
                        database.sql(ChannelUpdateRows.SELECT + """
                                WHERE u.bucket = :bucket AND u.tenant = :tenant AND u.node_address = :nodeAddress
                                  AND u.participant = :participant AND u.asset = :asset AND u.mode = :mode
                                  AND u.closure_id IS NOT DISTINCT FROM CAST(:closure AS uuid)
                                ORDER BY (u.ended_at IS NULL) DESC, u.created_at DESC, u.id DESC LIMIT 1
                                """),
                        "closure",
                        order.closure() == null ? null : order.closure().uuid(),
                        UUID.class)
                .bind("bucket", bucket.number())
                .bind("tenant", order.tenant().value())
                .bind("nodeAddress", order.nodeAddress().lowerCase())
                .bind("participant", order.participant().checksummed())
                .bind("asset", order.asset())
                .bind("mode", order.mode().name())
                .map(ChannelUpdateRows::loaded)
                .one());
    }

    /** What waits for this wallet's signature, oldest first. */
    Flux<Loaded> toSign(Reach reach, Address participant, Optional<ChannelUpdateId> after, int limit) {
        GenericExecuteSpec spec = nullable(
                database.sql(ChannelUpdateRows.SELECT + """
                        WHERE %s AND u.participant = :participant AND u.status = 'WAITING_SIGNATURE'
                          AND (CAST(:after AS uuid) IS NULL OR u.id > CAST(:after AS uuid))
                        ORDER BY u.id LIMIT :limit
                        """.formatted(within(reach))),
                "after",
                after.map(ChannelUpdateId::uuid).orElse(null),
                UUID.class);
        String whose = switch (reach) {
            case Reach.Tenant tenant -> tenant.id().value();
            case Reach.Wallet wallet -> wallet.address().checksummed();
        };
        return Whole.many(spec.bind("whose", whose)
                .bind("participant", participant.checksummed())
                .bind("limit", limit)
                .map(ChannelUpdateRows::loaded)
                .all());
    }

    private static String within(Reach reach) {
        return switch (reach) {
            case Reach.Tenant tenant -> "u.tenant = :whose";
            case Reach.Wallet wallet -> "u.participant = :whose";
        };
    }

    /**
     * A caller's write makes the row due: who holds it looks again when done. False where somebody else was faster, or the lease is
     * lost.
     */
    Mono<Boolean> write(ChannelUpdate after, Guard guard) {
        String epoch = guard instanceof Guard.Worker ? " AND lease_epoch = :epoch AND lease_until IS NOT NULL" : "";
        GenericExecuteSpec spec = database.sql("""
                        UPDATE channel_update SET status = :status, progress = CAST(:progress AS jsonb), revision = :revision,
                          updated_at = :now, ended_at = :endedAt, attempts = :attempts,
                          wrapped_key = CASE WHEN CAST(:endedAt AS timestamptz) IS NULL THEN wrapped_key END, %s
                        WHERE bucket = :bucket AND id = :id AND revision = :revision - 1%s
                        """.formatted(lease(guard), epoch))
                .bind("status", after.stage().status())
                .bind("progress", Json.write(after.progress()))
                .bind("revision", after.revision())
                .bind("now", after.updatedAt())
                .bind("attempts", after.attempts())
                .bind("bucket", after.id().bucket().number())
                .bind("id", after.id().uuid());
        spec = nullable(spec, "endedAt", after.endedAt(), Instant.class);
        if (guard instanceof Guard.Worker worker) {
            spec = spec.bind("epoch", worker.epoch());
            spec = worker.heldUntil() == null
                    ? nullable(spec, "dueAt", after.dueAt(), Instant.class)
                    : spec.bind("dueAt", worker.heldUntil());
        } else {
            spec = nullable(spec, "dueAt", after.dueAt(), Instant.class);
        }
        return Whole.one(spec.fetch().rowsUpdated().map(rows -> rows > 0));
    }

    private static String lease(Guard guard) {
        return switch (guard) {
            case Guard.Caller caller -> "due_at = CAST(:dueAt AS timestamptz)";
            case Guard.Taker taker -> "due_at = CAST(:dueAt AS timestamptz)";
            case Guard.Worker worker ->
                worker.heldUntil() == null
                        ? "due_at = :dueAt, lease_until = NULL, lease_owner = NULL"
                        : "due_at = :dueAt, lease_until = :dueAt";
        };
    }

    static <T> GenericExecuteSpec nullable(GenericExecuteSpec spec, String name, @Nullable T value, Class<T> type) {
        return value == null ? spec.bindNull(name, type) : spec.bind(name, value);
    }
}
