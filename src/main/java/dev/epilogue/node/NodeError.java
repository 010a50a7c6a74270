package dev.epilogue.node;

/** What a node's error text means for the closure (one table per dialect). */
public enum NodeError {
    /** The session is closed already, by us or by somebody: look before saying anything. */
    ALREADY_CLOSED,
    /** v1: the newest channel state has the wallet's signature already, by whatever way. */
    ALREADY_ACKNOWLEDGED,
    /** The proposal no longer fits the session: read again, build a new round. */
    STALE,
    /** Quorum not reached, or a signature that the node does not accept. */
    SIGNATURES,
    /** A session key that the node does not (or no longer) count for its owner. */
    SESSION_KEY,
    /** 0.x: the frozen timestamp is no longer acceptable. */
    TIMESTAMP,
    /** 0.x: the connection has to authenticate first; nothing was done. */
    AUTHENTICATION,
    /** A participant's unfinished operation stands in the way: keep the signatures, try again later. */
    BLOCKED,
    /** The node's own infrastructure failed, perhaps in the very commit: what was asked for may have been done. */
    TRANSIENT,
    /** The node does not know the session. */
    NOT_FOUND,
    /** We or the configuration are wrong: stop and alert. */
    PROGRAMMING,
    /** A rule of older nodes that an operator must lift. */
    OPERATOR,
    /** A text that no table knows. The outcome counts as unknown. */
    UNCLASSIFIED;

    /**
     * Whether this answer to a frame proves that the frame did not run and never will: the node refused it before it did anything.
     * Whatever else is said about a frame leaves its outcome unknown.
     */
    public boolean nothingRan() {
        return switch (this) {
            case ALREADY_CLOSED, ALREADY_ACKNOWLEDGED, STALE, SIGNATURES, SESSION_KEY, TIMESTAMP, AUTHENTICATION ->
                true;
            case BLOCKED, NOT_FOUND, PROGRAMMING, OPERATOR -> true;
            case TRANSIENT, UNCLASSIFIED -> false;
        };
    }
}
