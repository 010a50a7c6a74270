package dev.epilogue.node;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node's health as its link sees it.
 *
 * @param identity null until the node has told it once
 * @param clockOffset node clock minus ours, as ours is now; zero until measured
 * @param requestsPerSecond the pace that we keep per connection
 * @param lastHeardAt our clock, null before the first word
 * @param asking whether it is asked anything
 * @param awaySince our clock; since when a node that can be heard is of no use; null while it is of use, or cannot be heard
 * @param awayFor for how long it has been of no use, by a clock that is never set; zero while it is up
 */
public record NodeStatus(
        String name,
        LinkState link,
        @Nullable NodeIdentity identity,
        Duration clockOffset,
        double requestsPerSecond,
        int connections,
        @Nullable Instant lastHeardAt,
        Asking asking,
        @Nullable Instant awaySince,
        Duration awayFor,
        @Nullable String problem) {

    /** The best first. */
    public enum LinkState {
        UP,
        CONNECTING,
        /** Connected, and gives no answers. */
        SILENT,
        DOWN,
        /** Something answers there that is not the configured node. */
        REFUSED;

        /** There is no use in claiming work that needs the node. */
        public boolean away() {
            return compareTo(CONNECTING) > 0;
        }
    }

    /** A circuit breaker on requests without an answer. */
    public enum Asking {
        CLOSED,
        /** Nothing is asked. */
        OPEN,
        /** One question is under way, to see. */
        HALF_OPEN
    }
}
