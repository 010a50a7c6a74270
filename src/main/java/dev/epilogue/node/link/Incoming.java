package dev.epilogue.node.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A frame from the node, as its dialect understands it. */
public sealed interface Incoming {

    /**
     * @param body result or parameters; an error's own object when {@code error} is set
     * @param error the node's text when it refused
     * @param nodeTime the envelope's time, if it is one
     * @param text the whole frame, for dialects that sign it
     */
    record Answer(
            long id,
            JsonNode body,
            @Nullable String error,
            @Nullable Instant nodeTime,
            String text) implements Incoming {
        @Override
        public String toString() {
            return "Answer[" + id + "]";
        }
    }

    /** Something that nobody asked for. */
    record Push(String method, JsonNode body, @Nullable Instant nodeTime) implements Incoming {
        @Override
        public String toString() {
            return "Push[" + method + "]";
        }
    }

    /**
     * Not from the node that is pinned: whatever else this connection carries cannot be trusted either.
     *
     * @param reason why it is not believed
     */
    record Forged(String reason) implements Incoming {}

    /** Not a frame of the dialect. */
    record Garbage() implements Incoming {}
}
