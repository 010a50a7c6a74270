package dev.epilogue.node;

/**
 * A complete request, exactly as it is stored and as it goes to the node.
 *
 * @param requestId by which the answer is recognised; unique among stored frames of a node
 * @param text the frame's JSON, signatures included: never logged
 */
public record Frame(long requestId, String text) {

    @Override
    public String toString() {
        return "Frame[" + requestId + ", " + text.length() + " characters]";
    }
}
