package dev.epilogue.signing;

/** Whose signatures suffice. */
public enum Consensus {
    /** Everybody with weight or whose balance falls, unless the policy names them. */
    UNANIMOUS,
    /** The weight that the node asks for. */
    QUORUM,
    /** Everybody; at the deadline the node's quorum suffices. */
    UNANIMOUS_THEN_QUORUM
}
