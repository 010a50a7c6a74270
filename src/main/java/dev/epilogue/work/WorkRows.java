package dev.epilogue.work;

import dev.epilogue.store.Due;
import dev.epilogue.store.LeaseSql;
import dev.epilogue.store.Shards;
import dev.epilogue.store.Whole;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who works on which row, on the database's clock. */
@Repository
public class WorkRows {

    private static final String DUE = "t.due_at <= now() AND (t.lease_until IS NULL OR t.lease_until <= now())";

    private static final String LOOK =
            "SELECT t.bucket AS due_bucket FROM %s t WHERE %s ORDER BY t.due_at LIMIT :limit";

    private static final String TAKEN = "SELECT t.bucket, t.id, t.lease_epoch, %s AS lane, t.lease_until FROM taken t";

    /** A time that has come stays: somebody wants another look. */
    private static final String RELEASE = """
            UPDATE %s SET lease_until = NULL, lease_owner = NULL,
              due_at = CASE WHEN due_at <= clock.at THEN due_at ELSE clock.ahead END
            FROM (SELECT now() AS at, now() + CAST(:pause AS interval) AS ahead) clock
            """ + LeaseSql.HELD;

    private final DatabaseClient database;
    private final Shards shards;
    private final Map<WorkTable, Due> claims = new ConcurrentHashMap<>();

    public WorkRows(DatabaseClient database, Shards shards) {
        this.database = database;
        this.shards = shards;
    }

    /**
     * @param owner this instance, for operators' eyes
     * @param full lanes that are left alone
     */
    public Flux<WorkLease> claimDue(WorkTable table, String owner, Duration lease, int limit, Set<String> full) {
        String[] left = full.toArray(String[]::new);
        Flux<Short> look = Whole.readMany(database.sql(LOOK.formatted(table.name(), due(table)))
                .bind("full", left)
                .bind("limit", limit)
                .map(row -> required(row, "due_bucket", Short.class))
                .all());
        Map<String, Object> values = Map.of("full", left, "owner", owner, "lease", lease.toString(), "limit", limit);
        return claims.computeIfAbsent(table, WorkRows::claim).take(shards, values, look, row -> lease(row, lease));
    }

    private static Due claim(WorkTable table) {
        return Due.inOrder(
                table.name(), due(table), "t.due_at", LeaseSql.take(table.name()) + TAKEN.formatted(table.lane()));
    }

    private static String due(WorkTable table) {
        return DUE + " AND " + table.lane() + " <> ALL(CAST(:full AS text[]))";
    }

    /** False where the lease is lost, or given back. */
    public Mono<Boolean> renew(WorkTable table, WorkLease lease, Duration length) {
        return Whole.one(held(LeaseSql.renew(table.name()), lease)
                .bind("lease", length.toString())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    /** No effect where the lease is lost or given back already. */
    public Mono<Void> release(WorkTable table, WorkLease lease, Rest rest) {
        GenericExecuteSpec spec = held(RELEASE.formatted(table.name()), lease);
        Duration pause = rest.pause();
        spec = pause == null ? spec.bindNull("pause", String.class) : spec.bind("pause", pause.toString());
        return Whole.one(spec.fetch().rowsUpdated().then());
    }

    Hands.Keeper<WorkLease> keeper(WorkTable table) {
        return new Hands.Keeper<>() {

            @Override
            public Mono<Boolean> renew(WorkLease lease, Duration length) {
                return WorkRows.this.renew(table, lease, length);
            }

            @Override
            public Mono<Void> giveBack(WorkLease lease) {
                return Whole.one(held(LeaseSql.giveBack(table.name()), lease)
                        .fetch()
                        .rowsUpdated()
                        .then());
            }
        };
    }

    private GenericExecuteSpec held(String update, WorkLease lease) {
        return database.sql(update)
                .bind("bucket", lease.bucket())
                .bind("id", lease.id())
                .bind("epoch", lease.epoch());
    }

    private static WorkLease lease(Readable row, Duration length) {
        return new WorkLease(
                required(row, "bucket", Short.class),
                required(row, "id", UUID.class),
                required(row, "lease_epoch", Long.class),
                required(row, "lane", String.class),
                required(row, "lease_until", Instant.class).minus(length));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
