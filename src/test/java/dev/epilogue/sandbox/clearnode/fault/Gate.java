package dev.epilogue.sandbox.clearnode.fault;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Holds frames between their checks and their commit until it is opened. A frame is never held for longer than a minute. */
public final class Gate {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final int opensAt;
    private int arrived;
    private boolean open;

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

    public synchronized void open() {
        open = true;
        notifyAll();
    }

    /** How many frames have passed their checks and reached the gate. */
    public synchronized int arrived() {
        return arrived;
    }

    /** @throws IllegalStateException when they do not arrive in time */
    public synchronized void awaitArrivals(int frames, Duration timeout) {
        if (!await(() -> arrived >= frames, timeout)) {
            throw new IllegalStateException(arrived + " of " + frames + " frames arrived at the gate");
        }
    }

    /** Called by the node. */
    public synchronized void pass() {
        arrived++;
        open |= arrived >= opensAt;
        notifyAll();
        await(() -> open, LONGEST);
    }

    private boolean await(BooleanSupplier reached, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            for (long left = timeout.toMillis(); !reached.getAsBoolean() && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return reached.getAsBoolean();
    }
}
