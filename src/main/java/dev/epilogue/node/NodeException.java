package dev.epilogue.node;

/** A read that gave no usable answer. */
public sealed class NodeException extends RuntimeException {

    private NodeException(String message) {
        super(message);
    }

    /** No connection, no answer in time, or the link is overrun. Worth another try. */
    public static final class Unavailable extends NodeException {
        public Unavailable(String message) {
            super(message);
        }
    }

    /** The node answered with an error. */
    public static final class Answered extends NodeException {
        private final NodeError error;

        public Answered(NodeError error, String text) {
            super(text);
            this.error = error;
        }

        public NodeError error() {
            return error;
        }
    }

    /** The session exists but cannot be served: numbers beyond 2^53-1, or a shape that the protocol does not allow. */
    public static final class Unsupported extends NodeException {
        public Unsupported(String message) {
            super(message);
        }
    }
}
