package dev.epilogue.store;

import io.r2dbc.spi.Readable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;

/**
 * Takes rows that are due, whatever table they are in; what another instance takes at the same time is passed over. On one server that is
 * one statement. Over several a look over all buckets finds how many rows are due in which, without a lock, and then a statement for each of
 * these buckets takes as many as are still there. What is taken and what is told of it is written once, with the bucket of each row.
 */
public final class Due {

    private static final String ROWS = """
            SELECT t.bucket, t.id FROM %s t WHERE %s ORDER BY %s LIMIT :limit FOR UPDATE SKIP LOCKED""";

    /** Probes one bucket after the other, in the order in which they are given, until it has enough. */
    private static final String OF_EACH = """
            SELECT d.bucket, d.id FROM unnest(CAST(:buckets AS smallint[])) AS b(bucket) CROSS JOIN LATERAL (%s) d LIMIT :limit""";

    /** Kept from the planner, which would read a table of some hundred rows from end to end to find as many again as it is told. */
    private static final String UNTOLD = "LIMIT (SELECT CAST(:limit AS bigint))";

    private static final Pattern COMPARED = Pattern.compile("= (?:b|c|due)\\.bucket\\b");

    private final Prepared ofMany;
    private final Prepared ofOne;

    private Due(String rowsOfMany, String rowsOfOne, String rest) {
        this.ofMany = Prepared.of("WITH due AS (" + rowsOfMany.replace("LIMIT :limit", UNTOLD) + ")" + rest);
        this.ofOne = Prepared.of("WITH due AS (" + rowsOfOne + ")" + ofOneBucket(rest));
    }

    /**
     * Of a table with an index that begins with the bucket; takes {@code :buckets} in their order.
     *
     * @param condition which rows {@code t} are due
     * @param order who comes first
     * @param rest goes on from {@code due (bucket, id)}
     */
    public static Due byBucket(String table, String condition, String order, String rest) {
        String rows = ROWS.formatted(table, "t.bucket = b.bucket AND " + condition, order);
        return new Due(OF_EACH.formatted(rows), ofOneBucket(rows), rest);
    }

    /** The same, of a table whose index knows the order alone. */
    public static Due inOrder(String table, String condition, String order, String rest) {
        String rows = ROWS.formatted(table, condition, order);
        return new Due(rows, ROWS.formatted(table, "t.bucket = :bucket AND " + condition, order), rest);
    }

    private static String ofOneBucket(String sql) {
        return COMPARED.matcher(sql).replaceAll("= :bucket");
    }

    /** The statement of one bucket. */
    @Override
    public String toString() {
        return ofOne.toString();
    }

    /**
     * @param values of all parameters; {@code limit} is how many rows are taken at the most
     * @param look over several servers: the bucket of each row that was found
     */
    public <T> Flux<T> take(Shards shards, Map<String, Object> values, Flux<Short> look, Function<Readable, T> row) {
        return shards.several()
                .flatMapMany(apart -> apart
                        ? bucketByBucket(shards, values, look, row)
                        : ofMany.on(shards.database()).bind(values).rows(row));
    }

    private <T> Flux<T> bucketByBucket(
            Shards shards, Map<String, Object> values, Flux<Short> look, Function<Readable, T> row) {
        return look.collectList().flatMapMany(found -> {
            SortedMap<Short, Integer> counts = new TreeMap<>();
            found.forEach(bucket -> counts.merge(bucket, 1, Integer::sum));
            List<Flux<T>> claims = counts.entrySet().stream()
                    .map(each -> ofOne.on(shards.database())
                            .bind(ofBucket(values, each.getKey(), each.getValue()))
                            .unguarded(row))
                    .toList();
            return shards.each(claims);
        });
    }

    private static Map<String, Object> ofBucket(Map<String, Object> values, short bucket, int limit) {
        Map<String, Object> all = new HashMap<>(values);
        all.remove("buckets");
        all.put("bucket", bucket);
        all.put("limit", limit);
        return all;
    }
}
