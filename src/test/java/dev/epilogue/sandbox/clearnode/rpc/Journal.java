package dev.epilogue.sandbox.clearnode.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Every frame that reached the node, in order of arrival. Thread safe. */
public final class Journal {

    private final List<ReceivedFrame> frames = new ArrayList<>();

    synchronized void add(ReceivedFrame frame) {
        frames.add(frame);
        notifyAll();
    }

    public synchronized List<ReceivedFrame> frames() {
        return List.copyOf(frames);
    }

    public List<ReceivedFrame> of(String method) {
        return frames().stream().filter(frame -> frame.method().equals(method)).toList();
    }

    /** Waits until {@code count} frames of a method have arrived. @throws IllegalStateException when they do not */
    public List<ReceivedFrame> await(String method, int count, Duration timeout) {
        await(method, frame -> true, count, timeout);
        return of(method);
    }

    /** The same for some frames of a method. */
    public void await(String method, Predicate<ReceivedFrame> wanted, int count, Duration timeout) {
        await(
                all -> all.stream()
                                .filter(frame -> frame.method().equals(method) && wanted.test(frame))
                                .count()
                        >= count,
                timeout);
    }

    private synchronized void await(Predicate<List<ReceivedFrame>> reached, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!reached.test(frames)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("not received in time; journal: " + frames);
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted");
            }
        }
    }
}
