package dev.epilogue.store;

/** What became of a change. */
public enum Written {
    STORED,
    /** The closure has changed since it was read, or the lease is lost: read again and decide anew. */
    CONFLICT,
    /** Another closure has a submission of the session under way. */
    GATE_BUSY
}
