package dev.epilogue.closure;

/** How it ended, as proved. Null in a closure until proved. */
public enum Outcome {
    /** We submitted what everybody (or the quorum that the policy asks for) signed. */
    COOPERATIVE,
    /** At the deadline the quorum's signatures were enough, and we submitted them. */
    QUORUM_AT_DEADLINE,
    /** Somebody else closed the session. */
    CLOSED_ELSEWHERE,
    /** Channels were finalised on chain through a challenge. */
    CHALLENGED,
    /** The agreed split is booked, the session is still open. */
    PAID_OUT_OPEN,
    /** No effect at the node. */
    NONE
}
