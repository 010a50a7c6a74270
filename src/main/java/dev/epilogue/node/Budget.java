package dev.epilogue.node;

/**
 * What a call on a node is paid from, the most urgent first. A node counts requests, and its pace is all that there is: whoever is
 * named earlier goes first, and callers get no more than their share.
 */
public enum Budget {
    /** Frames, and the reads before and after them that say whether they may go and what became of them. */
    PROOF,
    /** What comes after a close, and what protects channels. */
    WORK,
    /** What somebody asked for and waits for, each in a {@link Lane} of its own. */
    CALLERS
}
