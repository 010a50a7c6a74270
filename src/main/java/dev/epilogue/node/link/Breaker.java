package dev.epilogue.node.link;

import dev.epilogue.node.NodeStatus.Asking;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node that is connected gives answers. After some requests in a row without one nothing is asked of it any more but a
 * try from time to time; the first answer to anything ends that. Changed on the event loop only, read from anywhere.
 */
final class Breaker {

    /** @param openSince null while closed */
    private record State(
            Asking asking,
            int inARow,
            int tries,
            long nextTry,
            @Nullable Mark openSince) {
        static final State CLOSED = new State(Asking.CLOSED, 0, 0, 0, null);
    }

    private final int limit;
    private final Backoff pauses;
    private volatile State state = State.CLOSED;

    /**
     * @param limit requests in a row without an answer
     * @param pauses between tries
     */
    Breaker(int limit, Backoff pauses) {
        this.limit = limit;
        this.pauses = pauses;
    }

    Asking asking() {
        return state.asking;
    }

    @Nullable
    Mark openSince() {
        return state.openSince;
    }

    /** @return whether the node had been given up */
    boolean answered() {
        State known = state;
        if (known.inARow > 0) {
            state = State.CLOSED;
        }
        return known.asking != Asking.CLOSED;
    }

    void unanswered(Mark at) {
        long now = at.nanos();
        State known = state;
        int inARow = known.inARow + 1;
        state = switch (known.asking) {
            case CLOSED ->
                inARow < limit
                        ? new State(Asking.CLOSED, inARow, 0, 0, null)
                        : new State(Asking.OPEN, inARow, 0, next(now, 0), at);
            // what was asked before is given up one by one, and says nothing new
            case OPEN -> known;
            case HALF_OPEN ->
                new State(Asking.OPEN, inARow, known.tries + 1, next(now, known.tries + 1), known.openSince);
        };
    }

    /** The time for a try has come: whoever is told so has to make it. */
    boolean shallTry(long now) {
        State known = state;
        if (known.asking != Asking.OPEN || now - known.nextTry < 0) {
            return false;
        }
        state = new State(Asking.HALF_OPEN, known.inARow, known.tries, known.nextTry, known.openSince);
        return true;
    }

    /** Something has changed: no pause goes on. */
    void tryAtOnce(long now) {
        State known = state;
        if (known.asking == Asking.OPEN) {
            state = new State(Asking.OPEN, known.inARow, 0, now, known.openSince);
        }
    }

    /** The connection of a try was lost with it. */
    void tryLost(long now) {
        State known = state;
        if (known.asking == Asking.HALF_OPEN) {
            state = new State(Asking.OPEN, known.inARow, known.tries, next(now, known.tries), known.openSince);
        }
    }

    private long next(long now, int tries) {
        Duration pause = pauses.pause(tries);
        return now + pause.toNanos();
    }
}
