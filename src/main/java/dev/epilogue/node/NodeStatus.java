package dev.epilogue.node;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node's health as its link sees it.
 *
 * @param identity null until the node has told it once
 * @param clockOffset node clock minus ours; zero until measured
 * @param requestsPerSecond the pace that we keep per connection
 * @param lastHeardAt our clock, null before the first word
 */
public record NodeStatus(
        String name,
        LinkState link,
        @Nullable NodeIdentity identity,
        Duration clockOffset,
        double requestsPerSecond,
        int connections,
        @Nullable Instant lastHeardAt,
        @Nullable String problem) {

    /** The best first. */
    public enum LinkState {
        UP,
        CONNECTING,
        DOWN
    }
}
