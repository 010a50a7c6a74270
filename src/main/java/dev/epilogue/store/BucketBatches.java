package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Writes what has gathered. On one server what gathers of all buckets is one statement; over several servers each bucket gathers for itself. */
final class BucketBatches<T, R> {

    private final Shards shards;
    private final Function<T, Bucket> bucket;
    private final Batches<T, R> ofAll;
    private final Map<Bucket, Batches<T, R>> ofEach = new ConcurrentHashMap<>();
    private final Function<Bucket, Batches<T, R>> ofOne;

    /**
     * @param subject what items must not be written in parallel
     * @param statement writes items, all or none, and answers in their order
     * @param guard around the statement
     */
    BucketBatches(
            Shards shards,
            Function<T, Bucket> bucket,
            Function<T, Object> subject,
            BiFunction<List<T>, Place, Mono<List<R>>> statement,
            UnaryOperator<Mono<List<R>>> guard) {
        this.shards = shards;
        this.bucket = bucket;
        this.ofAll = new Batches<>(subject, items -> guard.apply(statement.apply(items, Place.ITS_OWN)));
        this.ofOne = each ->
                new Batches<>(subject, items -> guard.apply(shards.placed(place -> statement.apply(items, place))));
    }

    Mono<R> write(T item) {
        return shards.several()
                .flatMap(apart -> (apart ? ofEach.computeIfAbsent(bucket.apply(item), ofOne) : ofAll).write(item));
    }

    /** How many wait for their turn. */
    int waiting() {
        return ofAll.waiting()
                + ofEach.values().stream().mapToInt(Batches::waiting).sum();
    }
}
