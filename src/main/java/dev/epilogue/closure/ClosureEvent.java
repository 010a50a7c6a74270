package dev.epilogue.closure;

import java.util.Map;

/**
 * Something that happened to a closure, not yet numbered.
 *
 * @param status the closure's status right after it
 * @param data what clients see beside the envelope; JSON values only, no nulls at the top
 */
public record ClosureEvent(EventType type, ClosureStatus status, Map<String, Object> data) {

    public ClosureEvent {
        data = Map.copyOf(data);
    }
}
