package dev.epilogue.node;

import java.time.Duration;

/** A read that gave no usable answer. */
public abstract sealed class NodeException extends RuntimeException {

    private NodeException(String message) {
        super(message);
    }

    /** No connection, no answer in time, or the link is overrun. Worth another try. */
    public static final class Unavailable extends NodeException {
        public Unavailable(String message) {
            super(message);
        }
    }

    /** What answers is not the node that was configured, or that it was before. Nothing it says is believed. */
    public static final class WrongNode extends NodeException {
        public WrongNode(String message) {
            super(message);
        }
    }

    /** Callers have spent their share of the node's pace; the node itself may be well. */
    public static final class Overloaded extends NodeException {
        private final Duration retryAfter;

        public Overloaded(Duration retryAfter) {
            super("callers ask this node for more than their share of its pace");
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
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
