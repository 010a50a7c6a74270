package dev.epilogue.turns;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Work of which only so much goes on at a time. What waits is taken in the order in which it came within a lane, and lanes take turns:
 * whoever brings much waits behind himself.
 */
public final class Turns {

    private final int atOnce;
    private final int most;
    private final Scheduler elsewhere;
    private final FairQueue<Turn> waiting = new FairQueue<>();
    private final AtomicInteger handingOn = new AtomicInteger();
    private int running;

    /** @param most that may wait */
    public Turns(int atOnce, int most) {
        this(atOnce, most, Schedulers.parallel());
    }

    /** @param elsewhere where what has waited goes on, so that whoever ends is not held up by it */
    Turns(int atOnce, int most, Scheduler elsewhere) {
        this.atOnce = atOnce;
        this.most = most;
        this.elsewhere = elsewhere;
    }

    /** Nobody else may wait now. */
    public static final class Full extends RuntimeException {
        Full() {
            super("too much waits", null, false, false);
        }
    }

    /** The work when its turn has come; fails with {@link Full} where too much waits already. */
    public <T> Mono<T> take(String lane, Mono<T> work) {
        return Mono.defer(() -> {
            Turn turn = turn(lane);
            return turn.come().then(work).doFinally(end -> turn.end());
        });
    }

    /** For work that does not end where its turn does. Whoever asks for it ends it, whether it came or not. */
    public Turn turn(String lane) {
        return new Turn(lane);
    }

    public synchronized int waiting() {
        return waiting.size();
    }

    public synchronized int running() {
        return running;
    }

    private synchronized Mono<Void> enter(Turn turn) {
        if (turn.ended) {
            // who gave up while asking would never give a turn back
            return Mono.never();
        }
        if (running < atOnce && waiting.size() == 0) {
            running++;
            turn.running = true;
            return Mono.empty();
        }
        if (waiting.size() >= most) {
            return Mono.error(new Full());
        }
        waiting.add(turn.lane, turn);
        return turn.come.asMono().publishOn(elsewhere);
    }

    /** Whether its turn had come or not. */
    private void leave(Turn turn) {
        synchronized (this) {
            turn.ended = true;
            if (turn.running) {
                turn.running = false;
                running--;
            } else {
                waiting.remove(turn.lane, turn);
            }
        }
        handOn();
    }

    /** One after the other: work that ends at once lets the next begin, but not within its own end. */
    private void handOn() {
        if (handingOn.getAndIncrement() > 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            for (Turn next = next(); next != null; next = next()) {
                next.come.tryEmitEmpty();
            }
            missed = handingOn.addAndGet(-missed);
        }
    }

    private synchronized @Nullable Turn next() {
        Turn next = running < atOnce ? waiting.poll() : null;
        if (next != null) {
            running++;
            next.running = true;
        }
        return next;
    }

    /** One place in the line, and at work. */
    public final class Turn {
        private final String lane;
        private final Sinks.Empty<Void> come = Sinks.empty();
        /** Guarded by the line. */
        private boolean running;

        private boolean ended;

        private Turn(String lane) {
            this.lane = lane;
        }

        /** When it has come; asked for once. */
        public Mono<Void> come() {
            return Mono.defer(() -> enter(this));
        }

        /** Lets the next begin. Once is enough. */
        public void end() {
            leave(this);
        }
    }
}
