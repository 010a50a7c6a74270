package dev.epilogue.closure;

/** What a change does with the session's gate: only one closure over all tenants may have a submission under way. */
public enum GateMove {
    KEEP,
    /** Taken, or the whole change fails. */
    ACQUIRE,
    /** The frame may still run. */
    DOUBT,
    /** Proof, or the fence, says that nothing can run any more. */
    RELEASE
}
