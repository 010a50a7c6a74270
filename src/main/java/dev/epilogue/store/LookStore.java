package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.Definition;
import dev.epilogue.closure.Sight;
import dev.epilogue.node.Glimpse;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.node.Watched;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which sessions of collecting closures are to be looked at, and what was seen. Whoever takes a look moves its time, so that no other
 * instance takes it as well; one that dies with it costs a turn. Rows that somebody works on are passed over, here and there.
 */
@Repository
public class LookStore {

    private static final String TURN =
            "t.node = :node AND t.status = 'COLLECTING' AND t.looked_at <= now() - CAST(:every AS interval)";

    private static final Prepared LOOK = Prepared.of("""
            SELECT t.bucket AS due_bucket FROM closure t
            WHERE t.bucket = ANY(CAST(:buckets AS smallint[])) AND %s LIMIT :limit
            """.formatted(TURN));

    private static final Due TAKE = Due.byBucket("closure", TURN, "t.looked_at", """
            , taken AS (
              UPDATE closure t SET looked_at = now() FROM due WHERE t.bucket = due.bucket AND t.id = due.id RETURNING t.*)
            SELECT c.session_id, c.definition::text AS definition,
              CAST(c.session ->> 'versionNumber' AS bigint) AS version_number, c.looked_at AS taken_at,
              coalesce(c.sight ->> 'nodeTime', (SELECT r.base ->> 'nodeTime' FROM round r
                WHERE r.bucket = c.bucket AND r.closure_id = c.id AND r.number = c.round)) AS since
            FROM taken c
            """);

    /** Where something has moved the closure is due at once: whoever claims it reads the session. */
    private static final Prepared SEEN = Prepared.of("""
            WITH seen AS (
              SELECT * FROM jsonb_to_recordset(CAST(:seen AS jsonb)) AS s(session text, sight jsonb)),
            looked AS (
              SELECT c.id, s.sight, now() AS at FROM seen s JOIN closure c ON c.bucket = :bucket AND c.session_id = s.session
              WHERE c.node = :node AND c.status = 'COLLECTING' AND c.created_at <= CAST(:readAt AS timestamptz)
                AND (c.sight IS NULL OR CAST(c.sight ->> 'readAt' AS timestamptz) <= CAST(:readAt AS timestamptz))
              ORDER BY c.id FOR UPDATE OF c SKIP LOCKED)
            UPDATE closure c SET sight = l.sight, looked_at = greatest(c.looked_at, CAST(:readAt AS timestamptz)),
              due_at = CASE WHEN l.sight -> 'open' = 'false' OR (c.waiting_for <> 'PROPOSAL'
                AND l.sight -> 'versionNumber' <> c.session -> 'versionNumber') THEN least(c.due_at, l.at) ELSE c.due_at END
            FROM looked l WHERE c.bucket = :bucket AND c.id = l.id
            """);

    private final DatabaseClient database;
    private final Shards shards;

    public LookStore(DatabaseClient database, Shards shards) {
        this.database = database;
        this.shards = shards;
    }

    /** @param at database time, before anything is read for these */
    public record Taken(List<Watched> sessions, Instant at) {}

    private record Row(Watched session, Instant at) {}

    /** Row of a statement; its members are the columns of {@code jsonb_to_recordset}. */
    private record Seen(String session, Sight sight) {}

    /**
     * Sessions of a node whose turn it is, in any order: whoever does not get to the end of them begins elsewhere next time. Empty where
     * there are none.
     */
    public Mono<Taken> take(String node, Duration every, int limit) {
        Map<String, Object> turn = Map.of("node", node, "every", every.toString(), "limit", limit);
        Map<String, Object> values = new HashMap<>(turn);
        values.put("buckets", shuffled());
        Flux<Short> look = LOOK.on(database)
                .bind(turn)
                .bind("buckets", Bucket.all())
                .rows(row -> ClosureRows.required(row, "due_bucket", Short.class));
        return TAKE.take(shards, values, look, LookStore::row)
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .map(LookStore::taken);
    }

    /** So that no bucket always comes last. */
    private static Short[] shuffled() {
        Short[] buckets = Bucket.all();
        Collections.shuffle(Arrays.asList(buckets), ThreadLocalRandom.current());
        return buckets;
    }

    private static Taken taken(List<Row> rows) {
        List<Watched> sessions =
                new ArrayList<>(rows.stream().map(Row::session).distinct().toList());
        Collections.shuffle(sessions, ThreadLocalRandom.current());
        return new Taken(List.copyOf(sessions), rows.getFirst().at());
    }

    /**
     * @param address of the node
     * @param readAt database time, not later than the reading
     */
    public Mono<Long> seen(String node, Address address, Collection<Glimpse> glimpses, Instant readAt) {
        SortedMap<Short, List<Seen>> rows = new TreeMap<>();
        for (Glimpse glimpse : glimpses) {
            Sight sight = new Sight(glimpse.versionNumber(), glimpse.open(), readAt, glimpse.nodeTime());
            rows.computeIfAbsent(Bucket.of(address, glimpse.sessionId()).number(), bucket -> new ArrayList<>())
                    .add(new Seen(glimpse.sessionId().hex(), sight));
        }
        return shards.each(rows.entrySet().stream()
                        .map(each -> seen(node, each.getKey(), each.getValue(), readAt))
                        .toList())
                .reduce(0L, Long::sum);
    }

    private Flux<Long> seen(String node, short bucket, List<Seen> rows, Instant readAt) {
        return SEEN.on(database)
                .bind("bucket", bucket)
                .bind("seen", Json.write(rows))
                .bind("node", node)
                .bind("readAt", readAt)
                .rowsUpdated()
                .flux();
    }

    private static Row row(Readable row) {
        Definition definition = Json.read(ClosureRows.required(row, "definition", String.class), Definition.class);
        Watched session = new Watched(
                SessionId.parse(ClosureRows.required(row, "session_id", String.class)),
                definition.members().stream().map(Member::spelling).toList(),
                ClosureRows.required(row, "version_number", Long.class),
                Instant.parse(ClosureRows.required(row, "since", String.class)));
        return new Row(session, ClosureRows.required(row, "taken_at", Instant.class));
    }
}
