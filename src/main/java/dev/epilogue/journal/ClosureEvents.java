package dev.epilogue.journal;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.Whole;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads events by their closure and number. */
@Repository
class ClosureEvents {

    /** Events of one closure that one look returns. */
    static final int MOST = 500;

    private static final int BUCKETS_AT_ONCE = 4;

    private static final String AFTER = "SELECT " + EventRows.READ + """
             FROM event e WHERE e.bucket = :bucket AND e.closure_id = :id AND e.tenant = :tenant AND e.number > :after
            ORDER BY e.number LIMIT :limit
            """;

    private static final String OF_MANY = "SELECT " + EventRows.READ + """
             FROM unnest(CAST(:ids AS uuid[]), CAST(:afters AS bigint[])) AS q(id, after)
            CROSS JOIN LATERAL (
              SELECT * FROM event o WHERE o.bucket = :bucket AND o.closure_id = q.id AND o.number > q.after
              ORDER BY o.number LIMIT :limit) e
            ORDER BY e.closure_id, e.number
            """;

    private static final String PRUNED = """
            SELECT pruned_to FROM closure WHERE bucket = :bucket AND id = :id AND tenant = :tenant
            """;

    private final DatabaseClient database;

    ClosureEvents(DatabaseClient database) {
        this.database = database;
    }

    Flux<Delivery> after(TenantId tenant, ClosureId id, long after, int limit) {
        return Whole.many(database.sql(AFTER)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> EventRows.delivery(row, Set.of()))
                .all());
    }

    /** Of many closures, each from a position of its own; together by closure and in order. A statement for each bucket. */
    Flux<Delivery> after(Map<ClosureId, Long> positions) {
        return Flux.fromIterable(positions.keySet().stream()
                        .collect(Collectors.groupingBy(ClosureId::bucket))
                        .entrySet())
                .flatMap(some -> after(some.getKey(), some.getValue(), positions), BUCKETS_AT_ONCE);
    }

    private Flux<Delivery> after(Bucket bucket, List<ClosureId> ids, Map<ClosureId, Long> positions) {
        return Whole.many(database.sql(OF_MANY)
                .bind("bucket", bucket.number())
                .bind("ids", ids.stream().map(ClosureId::uuid).toArray(UUID[]::new))
                .bind("afters", ids.stream().map(positions::get).toArray(Long[]::new))
                .bind("limit", MOST)
                .map(row -> EventRows.delivery(row, Set.of()))
                .all());
    }

    /** The number up to which events are gone; nothing where there is no such closure. */
    Mono<Long> prunedTo(TenantId tenant, ClosureId id) {
        return Whole.one(database.sql(PRUNED)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .map(row -> EventRows.get(row, "pruned_to", Long.class))
                .one());
    }
}
