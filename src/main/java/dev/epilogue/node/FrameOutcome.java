package dev.epilogue.node;

/** What is known of a frame after it was handed over for sending. */
public sealed interface FrameOutcome {

    /** The node answered this very frame with success. Not a proof: that is read back. */
    record Accepted() implements FrameOutcome {}

    /**
     * The node answered this very frame with an error; {@link NodeError#nothingRan} says whether that proves that it was not executed.
     *
     * @param text the node's words, without what a database or network may have added
     */
    record Refused(NodeError error, String text) implements FrameOutcome {}

    /** Written, or perhaps written, and no answer came: it may have run, or may still run. */
    record Unknown(String reason) implements FrameOutcome {}

    /** Surely never written: too late, or no connection. */
    record NotSent(String reason) implements FrameOutcome {}
}
