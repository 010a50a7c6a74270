package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import dev.epilogue.value.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the session was when a round was frozen on it.
 *
 * @param readAt the database's clock; with {@code nodeTime} what {@link NodeClock} is measured by
 * @param nodeTime the node's clock
 * @param messageExpiry how long after its timestamp the node takes a request, as it was configured then; null where requests do not
 *     expire, and in rounds older than this member
 * @param mark tells money records of the round's own close from older ones
 */
public record Base(
        long versionNumber,
        List<Allocation> allocations,
        String sessionData,
        Instant readAt,
        Instant nodeTime,
        @Nullable Duration messageExpiry,
        CreditMark mark) {

    public Base {
        allocations = List.copyOf(allocations);
    }

    /** @param now database time, about when the node gave the reading */
    public static Base of(SessionReading reading, Instant now) {
        return new Base(
                reading.versionNumber(),
                reading.allocations(),
                reading.sessionData(),
                now,
                reading.nodeTime(),
                reading.messageExpiry(),
                DialectRules.of(reading.dialect()).mark(reading));
    }

    public Base marked(CreditMark mark) {
        return new Base(versionNumber, allocations, sessionData, readAt, nodeTime, messageExpiry, mark);
    }

    public List<Allocation> nonZero() {
        return allocations.stream()
                .filter(allocation -> !allocation.amount().isZero())
                .toList();
    }
}
