package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a node's clock is ahead of the database's, which decides deadlines and leases, as measured by one reading. The clock of the
 * service in between has no part in it: any of the three may be an hour ahead of the others, or behind.
 *
 * @param ahead negative where the node's clock is behind
 */
public record NodeClock(Duration ahead) {

    /** @param now database time, about when the node gave the reading */
    static NodeClock of(SessionReading reading, Instant now) {
        return new NodeClock(Duration.between(now, reading.nodeTime()));
    }

    static NodeClock of(Base base) {
        return new NodeClock(Duration.between(base.readAt(), base.nodeTime()));
    }

    NodeTime at(Instant database) {
        return new NodeTime(database.plus(ahead));
    }

    Instant onDatabase(NodeTime time) {
        return time.instant().minus(ahead);
    }
}
