package dev.epilogue.sandbox.clearnode.rpc;

import java.time.Duration;

/** How many requests are being worked on. */
final class Busy {

    private int requests;

    synchronized void enter() {
        requests++;
    }

    synchronized void leave() {
        requests--;
        notifyAll();
    }

    synchronized void awaitNone(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (requests > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException(requests + " requests are still being worked on");
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
