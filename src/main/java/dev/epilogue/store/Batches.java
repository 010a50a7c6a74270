package dev.epilogue.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Writes together what has gathered while the last statement was under way: no timer, and what comes alone goes at once. One
 * connection does it as long as it keeps up; another joins where a full batch waits, or where a statement takes long, so that a
 * lock that somebody holds stops nobody else for long. Of one subject only one item is under way at a time.
 *
 * <p>An item that the server refuses spoils its whole batch: then each is written alone, and only that one fails. Where the
 * connection breaks, all fail, as it would be for each alone: nobody knows what was committed.
 *
 * @param <T> what is written; it goes on whether or not its caller stays
 * @param <R> what became of it
 */
final class Batches<T, R> {

    static final int FULL = 64;
    private static final int WRITERS = 4;
    private static final int WAITING = 4_096;
    private static final long SLOW_NANOS = Duration.ofMillis(250).toNanos();

    private final Function<T, Object> subject;
    private final Function<List<T>, Mono<List<R>>> statement;
    private final LongSupplier clock;
    private final Queue<Waiting<T, R>> queue = new ArrayDeque<>();
    private final Set<Object> underWay = new HashSet<>();
    private int writers;
    private long lastBegan;

    /**
     * @param subject what items must not be written in parallel
     * @param statement writes all or nothing and answers in the order of the items
     */
    Batches(Function<T, Object> subject, Function<List<T>, Mono<List<R>>> statement) {
        this(subject, statement, System::nanoTime);
    }

    /** @param clock nanoseconds that only rise */
    Batches(Function<T, Object> subject, Function<List<T>, Mono<List<R>>> statement, LongSupplier clock) {
        this.subject = subject;
        this.statement = statement;
        this.clock = clock;
    }

    private record Waiting<T, R>(T item, Object subject, long since, CompletableFuture<R> result) {

        boolean tooLong(long now) {
            return now - since > Whole.LIMIT.toNanos();
        }
    }

    Mono<R> write(T item) {
        // callers go on elsewhere, so that a connection's thread is not held up by all of them in turn
        return Mono.defer(() -> Mono.fromFuture(added(item), true)).publishOn(Schedulers.parallel());
    }

    /** How many wait for their turn. */
    synchronized int waiting() {
        return queue.size();
    }

    private CompletableFuture<R> added(T item) {
        CompletableFuture<R> result = new CompletableFuture<>();
        if (!offer(new Waiting<>(item, subject.apply(item), clock.getAsLong(), result))) {
            result.completeExceptionally(new TransientDataAccessResourceException("too many changes wait"));
        }
        begin();
        return result;
    }

    private synchronized boolean offer(Waiting<T, R> waiting) {
        return queue.size() < WAITING && queue.add(waiting);
    }

    private void begin() {
        List<Waiting<T, R>> batch = next();
        while (!batch.isEmpty()) {
            begin(batch);
            batch = next();
        }
    }

    /** Nothing where those who write are enough. */
    private synchronized List<Waiting<T, R>> next() {
        long now = clock.getAsLong();
        boolean enough = writers > 0 && queue.size() < FULL && now - lastBegan < SLOW_NANOS;
        if (writers == WRITERS || enough) {
            return List.of();
        }
        List<Waiting<T, R>> batch = new ArrayList<>();
        Iterator<Waiting<T, R>> each = queue.iterator();
        while (each.hasNext() && batch.size() < FULL) {
            Waiting<T, R> waiting = each.next();
            if (waiting.tooLong(now)) {
                each.remove();
                waiting.result().completeExceptionally(new QueryTimeoutException("not written in time"));
            } else if (underWay.add(waiting.subject())) {
                each.remove();
                batch.add(waiting);
            }
        }
        if (!batch.isEmpty()) {
            writers++;
            lastBegan = now;
        }
        return batch;
    }

    private void begin(List<Waiting<T, R>> batch) {
        together(batch)
                .onErrorResume(failure -> batch.size() > 1 && Refusals.ofOneStatement(failure), failure -> alone(batch))
                .toFuture()
                .whenComplete((done, failure) -> ended(batch, failure));
    }

    private Mono<Void> together(List<Waiting<T, R>> batch) {
        List<T> items = batch.stream().map(Waiting::item).toList();
        return Whole.one(Mono.defer(() -> statement.apply(items)))
                .doOnNext(results -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).result().complete(results.get(i));
                    }
                })
                .then();
    }

    private Mono<Void> alone(List<Waiting<T, R>> batch) {
        return Flux.fromIterable(batch)
                .concatMap(each -> together(List.of(each)).onErrorResume(failure -> {
                    each.result().completeExceptionally(failure);
                    return Mono.empty();
                }))
                .then();
    }

    private void ended(List<Waiting<T, R>> batch, Throwable failure) {
        synchronized (this) {
            writers--;
            batch.forEach(each -> underWay.remove(each.subject()));
        }
        begin();
        if (failure != null) {
            batch.forEach(each -> each.result().completeExceptionally(failure));
        }
    }
}
