package dev.epilogue.escalation;

import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.store.Json;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    private final DatabaseClient database;

    WatchStore(DatabaseClient database) {
        this.database = database;
    }

    /** Enrolling again wakes it and changes nothing else, save that a request outlives a pack. */
    Mono<Void> enrol(Watch watch) {
        return Whole.one(database.sql("""
                        INSERT INTO channel_watch AS w (tenant, node_address, channel_id, id, node, dialect, target, enrolled_by,
                          progress, created_at, updated_at, due_at)
                        VALUES (:tenant, :nodeAddress, :channel, :id, :node, :dialect, CAST(:target AS jsonb), :by,
                          CAST(:progress AS jsonb), now(), now(), now())
                        ON CONFLICT (tenant, node_address, channel_id) DO UPDATE SET updated_at = now(),
                          enrolled_by = CASE WHEN w.enrolled_by = 'REQUEST' THEN w.enrolled_by ELSE excluded.enrolled_by END,
                          due_at = CASE WHEN w.lease_until > now() THEN w.due_at ELSE now() END
                        """)
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

    Mono<Boolean> leave(TenantId tenant, Address node, Hash32 channel) {
        return Whole.one(database.sql("""
                        DELETE FROM channel_watch
                        WHERE tenant = :tenant AND node_address = :nodeAddress AND channel_id = :channel
                        """)
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("channel", channel.hex())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    Mono<Watch> find(TenantId tenant, Address node, Hash32 channel) {
        return Whole.one(database.sql(
                        SELECT + "WHERE w.tenant = :tenant AND w.node_address = :nodeAddress AND w.channel_id = :channel")
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("channel", channel.hex())
                .map(WatchStore::watch)
                .one());
    }

    Mono<Watch> find(UUID id) {
        return Whole.one(database.sql(SELECT + "WHERE w.id = :id")
                .bind("id", id)
                .map(WatchStore::watch)
                .one());
    }

    /** A participant's channels that were met, for when the node does not answer. */
    Flux<Protection.Target> targetsOf(TenantId tenant, Address node, Address participant) {
        return Whole.many(database.sql(SELECT + """
                        WHERE w.tenant = :tenant AND w.node_address = :nodeAddress
                          AND w.target ->> 'participant' = :participant
                        ORDER BY w.created_at, w.channel_id
                        """)
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("participant", participant.checksummed())
                .map(row -> watch(row).target())
                .all());
    }

    /**
     * What a look came to; the lease goes back. No effect where it is lost.
     *
     * @param pause null: the channel is closed, nobody looks again
     */
    Mono<Void> write(Watch watch, long epoch, @Nullable Duration pause) {
        var spec = database.sql("""
                        UPDATE channel_watch SET progress = CAST(:progress AS jsonb), updated_at = now(), lease_until = NULL,
                          lease_owner = NULL, due_at = now() + CAST(:pause AS interval)
                        WHERE id = :id AND lease_epoch = :epoch AND lease_until IS NOT NULL
                        """)
                .bind("progress", Json.write(watch.progress()))
                .bind("id", watch.id())
                .bind("epoch", epoch);
        return Whole.one((pause == null ? spec.bindNull("pause", String.class) : spec.bind("pause", pause.toString()))
                .fetch()
                .rowsUpdated()
                .then());
    }

    private static Watch watch(Readable row) {
        return new Watch(
                Objects.requireNonNull(row.get("id", UUID.class)),
                new TenantId(text(row, "tenant")),
                text(row, "node"),
                Address.parse(text(row, "node_address")),
                Dialect.valueOf(text(row, "dialect")),
                Json.read(text(row, "target"), Protection.Target.class),
                Watch.EnrolledBy.valueOf(text(row, "enrolled_by")),
                Json.read(text(row, "progress"), Watch.Progress.class));
    }

    private static String text(Readable row, String column) {
        return EscalationStore.text(row, column);
    }
}
