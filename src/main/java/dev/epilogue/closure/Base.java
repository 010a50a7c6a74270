package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import dev.epilogue.value.Allocation;
import java.time.Instant;
import java.util.List;

/**
 * What the session was when a round was frozen on it.
 *
 * @param readAt our clock
 * @param nodeTime the node's clock: money records of a later second cannot be older than this round
 */
public record Base(
        long versionNumber, List<Allocation> allocations, String sessionData, Instant readAt, Instant nodeTime) {

    public Base {
        allocations = List.copyOf(allocations);
    }

    public static Base of(SessionReading reading) {
        return new Base(
                reading.versionNumber(),
                reading.allocations(),
                reading.sessionData(),
                reading.readAt(),
                reading.nodeTime());
    }
}
