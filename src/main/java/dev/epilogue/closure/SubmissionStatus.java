package dev.epilogue.closure;

/** What is known of one required payload at the node. */
public enum SubmissionStatus {
    /** Not sent, or proved not executed and to be sent again. */
    PENDING,
    /** The intent is stored; the frame may be on its way. */
    SENT,
    /** No answer: it may have run, or may still run. */
    UNKNOWN,
    /** Proved by reading. */
    EXECUTED,
    /** The node refused it. */
    REFUSED;

    /** Whether the frame may have run or still run. */
    public boolean inDoubt() {
        return this == SENT || this == UNKNOWN;
    }
}
