package dev.epilogue.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Follows a stream and remembers what came. */
final class Follower implements AutoCloseable {

    private static final Scheduler HANDS = Schedulers.boundedElastic();

    private final BlockingQueue<Delivery> came = new LinkedBlockingQueue<>();
    private final Disposable subscription;

    Follower(Flux<List<Item>> stream) {
        subscription = stream.publishOn(HANDS)
                .concatMapIterable(items -> items)
                .ofType(Delivery.class)
                .subscribe(came::add);
    }

    /** Waits for as many events as are asked for. */
    List<Delivery> next(int count, Duration patience) {
        List<Delivery> all = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        while (all.size() < count) {
            Delivery next = poll(Math.max(0, end - System.nanoTime()));
            if (next == null) {
                return all;
            }
            all.add(next);
        }
        return all;
    }

    /** What comes within a time in which nothing should. */
    List<Delivery> strangers(Duration time) {
        return next(1, time);
    }

    /** What has come and was not asked for yet. */
    List<Delivery> rest() {
        List<Delivery> all = new ArrayList<>();
        came.drainTo(all);
        return all;
    }

    private Delivery poll(long nanos) {
        try {
            return came.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        subscription.dispose();
    }
}
