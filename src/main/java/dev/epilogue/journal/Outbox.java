package dev.epilogue.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

/**
 * What one follower has still to get. Any thread may put something in and never waits; what has gathered leaves as one list.
 * Who reads too slowly is told goodbye: the rest is dropped, since the follower can fetch it again by its position.
 */
public final class Outbox extends Flux<List<Item>> implements Subscription {

    private static final int BATCH = 64;

    private final int capacity;
    private final Queue<Item> waiting = Queues.<Item>unboundedMultiproducer().get();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private volatile @Nullable CoreSubscriber<? super List<Item>> reader;
    private volatile Item.@Nullable Goodbye goodbye;
    private volatile boolean over;
    private volatile long taken;

    /** @param capacity items that may wait before the reader counts as too slow for more */
    public Outbox(int capacity) {
        this.capacity = capacity;
    }

    /** Has no effect once the stream is to end. */
    public void offer(Item item) {
        offer(List.of(item));
    }

    /** The same; what is offered together leaves together, as far as the reader keeps up. */
    public void offer(List<? extends Item> items) {
        if (goodbye != null || over) {
            return;
        }
        if (size.getAndAdd(items.size()) >= capacity) {
            end(Item.Goodbye.TOO_SLOW);
            return;
        }
        waiting.addAll(items);
        drain();
    }

    /** Ends the stream: with what waits, or, for a reader that is too slow or may read no longer, without it. */
    public void end(Item.Goodbye reason) {
        if (goodbye == null) {
            goodbye = reason;
        }
        drain();
    }

    public boolean tooSlow() {
        return goodbye == Item.Goodbye.TOO_SLOW;
    }

    /** Whether nobody reads any more. Set before its owner takes it off the lists: who adds it later finds out. */
    boolean over() {
        return over;
    }

    /** Whether its reader has come: before that it reads history. */
    public boolean live() {
        return reader != null;
    }

    /** How many items wait. */
    public int size() {
        return size.get();
    }

    /** How many items have left, ever: it stands still while a reader is stuck. */
    public long taken() {
        return taken;
    }

    @Override
    public void subscribe(CoreSubscriber<? super List<Item>> subscriber) {
        if (reader != null) {
            Operators.error(subscriber, new IllegalStateException("an outbox has one reader"));
            return;
        }
        subscriber.onSubscribe(this);
        reader = subscriber;
        drain();
    }

    @Override
    public void request(long count) {
        if (Operators.validate(count)) {
            requested.accumulateAndGet(count, Operators::addCap);
            drain();
        }
    }

    @Override
    public void cancel() {
        over = true;
        drain();
    }

    private void drain() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            CoreSubscriber<? super List<Item>> to = reader;
            if (over) {
                waiting.clear();
            } else if (to != null) {
                pass(to);
            }
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    private void pass(CoreSubscriber<? super List<Item>> to) {
        while (!over && requested.get() > 0) {
            Item.Goodbye last = goodbye;
            List<Item> batch = last != null && last.dropsRest() ? dropped() : batch();
            boolean ends = last != null && waiting.isEmpty();
            if (ends) {
                batch.add(last);
            } else if (batch.isEmpty()) {
                return;
            }
            requested.updateAndGet(count -> count == Long.MAX_VALUE ? count : count - 1);
            to.onNext(batch);
            if (ends) {
                over = true;
                to.onComplete();
            }
        }
    }

    private List<Item> batch() {
        List<Item> batch = new ArrayList<>(4);
        while (batch.size() < BATCH) {
            Item item = waiting.poll();
            if (item == null) {
                break;
            }
            batch.add(item);
        }
        size.addAndGet(-batch.size());
        taken += batch.size();
        return batch;
    }

    private List<Item> dropped() {
        waiting.clear();
        return new ArrayList<>(1);
    }
}
