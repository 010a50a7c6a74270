package dev.epilogue.store;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import reactor.core.publisher.Flux;

/**
 * Takes rows that are due, whatever table they are in: a look over all buckets finds how many there are in which, without a lock, and
 * then a statement for each of these buckets takes as many as are still there. What another instance takes in between is passed over.
 */
public final class Due {

    private Due() {}

    /** A claim of one bucket's rows. */
    public interface Claim<T> {

        /** @param limit most rows to take */
        Flux<T> of(short bucket, int limit);
    }

    /** @param look the bucket of each row that was found */
    public static <T> Flux<T> take(Shards shards, Flux<Short> look, Claim<T> claim) {
        return look.collectList().flatMapMany(found -> {
            SortedMap<Short, Integer> counts = new TreeMap<>();
            found.forEach(bucket -> counts.merge(bucket, 1, Integer::sum));
            List<Flux<T>> claims = counts.entrySet().stream()
                    .map(each -> claim.of(each.getKey(), each.getValue()))
                    .toList();
            return shards.each(claims);
        });
    }
}
