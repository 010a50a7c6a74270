package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import java.time.Instant;

/** A moment on a node's clock. It is compared with what the node itself says the time is, or translated by {@link NodeClock}. */
public record NodeTime(Instant instant) {

    /** Whether the node's clock had come to it when it gave this reading. */
    boolean hasCome(SessionReading reading) {
        return !reading.nodeTime().isBefore(instant);
    }
}
