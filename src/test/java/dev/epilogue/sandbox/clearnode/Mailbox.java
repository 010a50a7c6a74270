package dev.epilogue.sandbox.clearnode;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** From an event loop to one waiting thread. Adding never waits: a queue with a lock would park the event loop when both meet. */
public final class Mailbox<T> {

    private final Queue<T> items = new ConcurrentLinkedQueue<>();
    private final Semaphore arrived = new Semaphore(0);

    public void add(T item) {
        items.add(item);
        arrived.release();
    }

    /** Nothing when nothing arrives in time. */
    public Optional<T> poll(Duration timeout) {
        try {
            return arrived.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(items.remove())
                    : Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    T take() throws InterruptedException {
        arrived.acquire();
        return items.remove();
    }
}
