package dev.epilogue.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Under which condition a change may be written, and what becomes of the row's lease. The revision is always checked. */
public sealed interface Guard {

    /** A caller's change: it leaves a worker's lease, and with it the time of the next look, alone. */
    record Caller() implements Guard {}

    /**
     * A caller's change that leaves something to do at once: where nobody holds the closure, its lease is taken with it. Else the same
     * as {@link Caller}.
     *
     * @param owner the instance that goes on with the work
     */
    record Taker(String owner, Duration lease) implements Guard {}

    /**
     * A worker's change, under the lease that it holds.
     *
     * @param epoch of the lease
     * @param heldUntil goes on working until then; null gives the lease back
     */
    record Worker(long epoch, @Nullable Instant heldUntil) implements Guard {}
}
