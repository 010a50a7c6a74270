package dev.epilogue.escalation;

import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.store.Json;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.work.WorkLease;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Channels that are looked after. A row is written by its worker alone, save for enrolling and leaving. */
@Repository
class WatchStore {

    private static final String SELECT = """
            SELECT w.id, w.tenant, w.node, w.node_address, w.dialect, w.target::text AS target, w.enrolled_by,
                   w.progress::text AS progress
            FROM channel_watch w
            """;

    private static final String NAMED = """
            WHERE w.bucket = :bucket AND w.tenant = :tenant AND w.node_address = :nodeAddress AND w.channel_id = :channel
              AND (w.node = :node OR :node = ANY (w.known_as))
            """;

    private final DatabaseClient database;

    WatchStore(DatabaseClient database) {
        this.database = database;
    }

    /** Enrolling again wakes it and changes nothing else, save that a request outlives a pack, and a pack a policy. */
    Mono<Void> enrol(Watch watch) {
        return Whole.one(database.sql("""
                        INSERT INTO channel_watch AS w (bucket, tenant, node_address, channel_id, id, node, known_as, dialect, target,
                          enrolled_by, progress, created_at, updated_at, due_at)
                        VALUES (:bucket, :tenant, :nodeAddress, :channel, :id, :node, ARRAY[:node], :dialect, CAST(:target AS jsonb), :by,
                          CAST(:progress AS jsonb), now(), now(), now())
                        ON CONFLICT (bucket, tenant, node_address, channel_id) DO UPDATE SET updated_at = excluded.updated_at,
                          known_as = CASE WHEN excluded.node = ANY (w.node || w.known_as) THEN w.known_as
                            ELSE w.known_as || excluded.node END,
                          enrolled_by = CASE WHEN w.enrolled_by = 'REQUEST' OR excluded.enrolled_by = 'POLICY' THEN w.enrolled_by
                            ELSE excluded.enrolled_by END,
                          due_at = excluded.due_at
                        """)
                .bind("bucket", watch.bucket())
                .bind("tenant", watch.tenant().value())
                .bind("nodeAddress", watch.nodeAddress().lowerCase())
                .bind("channel", watch.target().channelId().hex())
                .bind("id", watch.id())
                .bind("node", watch.node())
                .bind("dialect", watch.dialect().name())
                .bind("target", Json.write(watch.target()))
                .bind("by", watch.enrolledBy().name())
                .bind("progress", Json.write(watch.progress()))
                .fetch()
                .rowsUpdated()
                .then());
    }

    Mono<Boolean> leave(TenantId tenant, String name, Address node, Hash32 channel) {
        return Rows.changed(database.sql("DELETE FROM channel_watch w " + NAMED)
                .bind("bucket", Watch.bucketOf(channel))
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("node", name)
                .bind("channel", channel.hex()));
    }

    /** @param name of the node: another one under the same key has other channels */
    Mono<Watch> find(TenantId tenant, String name, Address node, Hash32 channel) {
        return Whole.one(database.sql(SELECT + NAMED)
                .bind("bucket", Watch.bucketOf(channel))
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("node", name)
                .bind("channel", channel.hex())
                .map(WatchStore::watch)
                .one());
    }

    Mono<Watch> find(WorkLease lease) {
        return Rows.held(database, SELECT, lease, WatchStore::watch);
    }

    /** A participant's channels that were met at that node, for when it does not answer. */
    Flux<Protection.Target> targetsOf(TenantId tenant, ChannelNode node, Address participant) {
        return Whole.many(database.sql(SELECT + """
                        WHERE w.tenant = :tenant AND w.node_address = :nodeAddress
                          AND (w.node = :node OR :node = ANY (w.known_as)) AND (w.dialect <> 'NITRONODE_V1') = :custody
                          AND w.target ->> 'participant' = :participant
                        ORDER BY w.created_at, w.channel_id
                        """)
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.address().lowerCase())
                .bind("node", node.name())
                .bind("custody", node.custody())
                .bind("participant", participant.checksummed())
                .map(row -> watch(row).target())
                .all());
    }

    /** What a look came to, under the lease that the worker holds. False where it is lost. */
    Mono<Boolean> write(Watch watch, WorkLease lease) {
        return Rows.write(database.sql("""
                        UPDATE channel_watch SET progress = CAST(:progress AS jsonb), updated_at = now()
                        WHERE bucket = :bucket AND id = :id AND lease_epoch = :epoch
                        """).bind("progress", Json.write(watch.progress())), lease);
    }

    /**
     * Whether somebody still wants the channel to be looked after: a closure whose policy escalates and that may still do so, or
     * whoever deposited a pack that is of use.
     */
    Mono<Boolean> wanted(Watch watch) {
        return Whole.one(database.sql("""
                        SELECT EXISTS (
                          SELECT 1 FROM closure_participant p JOIN closure c ON c.bucket = p.bucket AND c.id = p.closure_id
                          WHERE p.tenant = :tenant AND p.participant = :participant AND c.node_address = :nodeAddress
                            AND c.policy ->> 'escalation' <> 'NONE'
                            AND (c.status IN ('COLLECTING', 'READY', 'SUBMITTING', 'SETTLING', 'ESCALATING', 'PARKED')
                              OR c.status IN ('EXPIRED', 'DECLINED') AND c.reopenable_until > now()))
                          OR EXISTS (
                          SELECT 1 FROM escalation_pack k
                          WHERE k.tenant = :tenant AND k.node_address = :nodeAddress AND k.channel_id = :channel
                            AND k.status = 'CURRENT') AS wanted
                        """)
                .bind("tenant", watch.tenant().value())
                .bind("participant", watch.target().participant().checksummed())
                .bind("nodeAddress", watch.nodeAddress().lowerCase())
                .bind("channel", watch.target().channelId().hex())
                .map(row -> Objects.requireNonNull(row.get("wanted", Boolean.class)))
                .one());
    }

    /** Its worker gives it up. */
    Mono<Boolean> leave(WorkLease lease) {
        return Rows.write(
                database.sql("DELETE FROM channel_watch WHERE bucket = :bucket AND id = :id AND lease_epoch = :epoch"),
                lease);
    }

    /** Whether an escalation of ours works on the channel: what is to be answered there it answers by itself. */
    Mono<Boolean> escalating(Hash32 channel) {
        return Whole.one(database.sql("""
                        SELECT EXISTS (SELECT 1 FROM escalation e
                          WHERE e.due_at IS NOT NULL AND e.target ->> 'channelId' = :channel) AS busy
                        """)
                .bind("channel", channel.hex())
                .map(row -> Objects.requireNonNull(row.get("busy", Boolean.class)))
                .one());
    }

    /** Disputes that nobody answers though something newer is held, with little time left; and channels looked after. */
    record Census(long watched, long unanswered) {}

    Mono<Census> census(Duration soon) {
        return Whole.one(database.sql("""
                        SELECT count(*) AS watched,
                               count(*) FILTER (WHERE w.progress ->> 'disputeEndsAt' IS NOT NULL
                                 AND coalesce(w.progress ->> 'remark', '') <> 'nothing-newer'
                                 AND CAST(w.progress ->> 'disputeEndsAt' AS timestamptz)
                                   < now() + CAST(:soon AS interval)) AS unanswered
                        FROM channel_watch w WHERE w.due_at IS NOT NULL
                        """)
                .bind("soon", soon.toString())
                .map(row -> new Census(
                        Objects.requireNonNull(row.get("watched", Long.class)),
                        Objects.requireNonNull(row.get("unanswered", Long.class))))
                .one());
    }

    private static Watch watch(Readable row) {
        return new Watch(
                Objects.requireNonNull(row.get("id", UUID.class)),
                new TenantId(Rows.text(row, "tenant")),
                Rows.text(row, "node"),
                Address.parse(Rows.text(row, "node_address")),
                Dialect.valueOf(Rows.text(row, "dialect")),
                Json.read(Rows.text(row, "target"), Protection.Target.class),
                Watch.EnrolledBy.valueOf(Rows.text(row, "enrolled_by")),
                Json.read(Rows.text(row, "progress"), Watch.Progress.class));
    }
}
