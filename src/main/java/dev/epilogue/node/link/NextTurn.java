package dev.epilogue.node.link;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Comes back when a turn comes, once for all that wait. Lives on the event loop. */
final class NextTurn {

    private final EventLoop loop;
    private final Runnable turn;
    private @Nullable Future<?> scheduled;
    private long at;

    NextTurn(EventLoop loop, Runnable turn) {
        this.loop = loop;
        this.turn = turn;
    }

    /** Then, or before where it was said before. */
    void in(Duration wait) {
        long then = System.nanoTime() + wait.toNanos();
        if (scheduled != null && at - then <= 0) {
            return;
        }
        cancel();
        at = then;
        scheduled = loop.schedule(this::come, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }

    private void come() {
        scheduled = null;
        turn.run();
    }
}
