package dev.epilogue.node;

import java.time.Duration;

/**
 * Until when a frame may be written to a socket, on this process's monotonic clock: a paused and revived process must not send
 * what another one may have taken over.
 *
 * @param nanoTime a {@link System#nanoTime()} value
 */
public record SendDeadline(long nanoTime) {

    public static SendDeadline in(Duration time) {
        return new SendDeadline(System.nanoTime() + time.toNanos());
    }

    public boolean passed() {
        return System.nanoTime() - nanoTime > 0;
    }
}
