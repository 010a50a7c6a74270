package dev.epilogue.node;

import org.jspecify.annotations.Nullable;

/**
 * What became of a frame, and the very text that the node answered with. Where it answered with success the text holds a signature
 * that it gives only once: store it before anything else is done.
 *
 * @param text the whole answering frame; null where none came. Never logged
 */
public record FrameAnswer(FrameOutcome outcome, @Nullable String text) {

    @Override
    public String toString() {
        return "FrameAnswer[" + outcome + "]";
    }
}
