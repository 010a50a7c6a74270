package dev.epilogue.node.link;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Jobs of one link that wait for its pace, each at most until its own deadline. Lives on the event loop. */
final class Turns {

    private final EventLoop loop;
    private final int limit;
    private final Runnable wake;
    private final FairQueue<Job> waiting = new FairQueue<>();
    private @Nullable Future<?> nextTurn;

    /** @param wake called when a turn may have come: takes turns */
    Turns(EventLoop loop, int limit, Runnable wake) {
        this.loop = loop;
        this.limit = limit;
        this.wake = wake;
    }

    int waiting() {
        return waiting.size();
    }

    void join(Job job) {
        if (waiting.size() >= limit) {
            job.settleAll(new Delivery.NotSent("too many requests wait for this connection"));
            return;
        }
        waiting.add(job.lane(), job);
        wake.run();
        if (waiting.size() > 0) {
            long left = Math.max(0, job.writeBefore().nanoTime() - System.nanoTime());
            loop.schedule(() -> withdraw(job, "too late to be sent"), left, TimeUnit.NANOSECONDS);
        }
    }

    /** Writes what may go now and comes back when more may. */
    void take(Conversation open) {
        for (Job job = waiting.peek(); job != null && !open.ended(); job = waiting.peek()) {
            Duration wait = open.untilTurn(job);
            if (wait == null) {
                return;
            }
            if (wait.isPositive()) {
                wakeIn(wait);
                return;
            }
            waiting.poll();
            open.write(job);
        }
    }

    void withdraw(Job job, String reason) {
        if (waiting.remove(job.lane(), job)) {
            job.settleAll(new Delivery.NotSent(reason));
        }
    }

    void refuseAll(String reason) {
        if (nextTurn != null) {
            nextTurn.cancel(false);
            nextTurn = null;
        }
        waiting.removeAll().forEach(job -> job.settleAll(new Delivery.NotSent(reason)));
    }

    private void wakeIn(Duration wait) {
        if (nextTurn == null) {
            nextTurn = loop.schedule(
                    () -> {
                        nextTurn = null;
                        wake.run();
                    },
                    wait.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }
}
