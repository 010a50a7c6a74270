package dev.epilogue.signing;

/** Whose signatures a closure waits for. */
public enum Consensus {
    /** Everybody's. */
    UNANIMOUS,
    /** As many as the session's quorum needs, and those of participants that the policy names. */
    QUORUM,
    /** Everybody's until the deadline; then the session's quorum suffices. */
    UNANIMOUS_THEN_QUORUM
}
