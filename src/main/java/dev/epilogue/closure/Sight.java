package dev.epilogue.closure;

import java.time.Instant;

/**
 * What a node's list last showed of the session, in passing, while signatures were collected. It proves nothing: it says that nothing
 * has moved up to then, or where to read.
 *
 * @param readAt database time, not later than the node's answer
 * @param nodeTime the node's clock when it answered
 */
public record Sight(long versionNumber, boolean open, Instant readAt, Instant nodeTime) {

    /** Whether the session is to be read, since it seems to be elsewhere than the closure takes it to be. */
    boolean contradicts(Closure closure) {
        if (closure.status() != ClosureStatus.COLLECTING
                || !readAt.isAfter(closure.round().base().readAt())) {
            return false;
        }
        // whoever proposes the next split reads the session anyway
        boolean waits = closure.work().waitingFor() == WaitingFor.PROPOSAL;
        return !open || (!waits && versionNumber != closure.session().versionNumber());
    }
}
