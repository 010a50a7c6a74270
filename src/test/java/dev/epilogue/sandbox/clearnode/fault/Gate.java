package dev.epilogue.sandbox.clearnode.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds frames between their checks and their commit until it is opened. A frame is never held for longer than a minute. */
public final class Gate {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final int opensAt;
    private final AtomicInteger arrived = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    private Gate(int opensAt) {
        this.opensAt = opensAt;
    }

    /** Stays closed until {@link #open()}. */
    public static Gate closed() {
        return new Gate(Integer.MAX_VALUE);
    }

    /** Opens by itself when {@code frames} frames have passed their checks: they overlap for certain. */
    public static Gate opensAt(int frames) {
        return new Gate(frames);
    }

    public void open() {
        open.countDown();
    }

    /** How many frames have passed their checks and reached the gate. */
    public int arrived() {
        return arrived.get();
    }

    /** Called by the node. */
    public void pass() {
        if (arrived.incrementAndGet() >= opensAt) {
            open();
        }
        try {
            open.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
