package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes what has gathered, a statement for each bucket. On one server what gathers of all buckets goes together; over several
 * servers each bucket gathers for itself.
 */
final class BucketBatches<T, R> {

    private final Shards shards;
    private final Function<T, Bucket> bucket;
    private final BiFunction<List<T>, Place, Mono<List<R>>> statement;
    private final Batches<T, R> ofAll;
    private final List<Batches<T, R>> ofEach;

    /**
     * @param subject what items must not be written in parallel
     * @param statement writes items of one bucket, all or none, and answers in their order
     * @param guard around all statements of a batch: a transaction that one of them has failed in takes no other
     */
    BucketBatches(
            Shards shards,
            Function<T, Bucket> bucket,
            Function<T, Object> subject,
            BiFunction<List<T>, Place, Mono<List<R>>> statement,
            UnaryOperator<Mono<List<R>>> guard) {
        this.shards = shards;
        this.bucket = bucket;
        this.statement = statement;
        this.ofAll = new Batches<>(subject, items -> guard.apply(bucketByBucket(items)));
        this.ofEach = IntStream.range(0, Bucket.COUNT)
                .mapToObj(number -> new Batches<T, R>(
                        subject, items -> guard.apply(shards.placed(place -> statement.apply(items, place)))))
                .toList();
    }

    Mono<R> write(T item) {
        return shards.several()
                .flatMap(apart -> (apart ? ofEach.get(bucket.apply(item).number()) : ofAll).write(item));
    }

    /** How many wait for their turn. */
    int waiting() {
        return ofAll.waiting() + ofEach.stream().mapToInt(Batches::waiting).sum();
    }

    private Mono<List<R>> bucketByBucket(List<T> items) {
        SortedMap<Short, List<Integer>> places = new TreeMap<>();
        for (int place = 0; place < items.size(); place++) {
            places.computeIfAbsent(bucket.apply(items.get(place)).number(), number -> new ArrayList<>())
                    .add(place);
        }
        if (places.size() == 1) {
            return statement.apply(items, Place.ITS_OWN);
        }
        List<Flux<Map<Integer, R>>> statements = places.values().stream()
                .map(some -> statement
                        .apply(some.stream().map(items::get).toList(), Place.ITS_OWN)
                        .map(results -> byPlace(some, results))
                        .flux())
                .toList();
        return shards.together(statements).collectList().map(BucketBatches::inOrder);
    }

    private static <R> Map<Integer, R> byPlace(List<Integer> places, List<R> results) {
        Map<Integer, R> placed = new HashMap<>();
        for (int i = 0; i < results.size(); i++) {
            placed.put(places.get(i), results.get(i));
        }
        return placed;
    }

    private static <R> List<R> inOrder(List<Map<Integer, R>> placed) {
        SortedMap<Integer, R> all = new TreeMap<>();
        placed.forEach(all::putAll);
        return List.copyOf(all.values());
    }
}
