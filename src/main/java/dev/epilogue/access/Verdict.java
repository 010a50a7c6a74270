package dev.epilogue.access;

/** Whether a call may be made. */
public enum Verdict {
    ALLOWED,
    /** The caller is told what it would be told of something that does not exist. */
    NOT_FOUND,
    /** The caller is known, and may not do this. */
    SCOPE_MISSING,
    /** Nobody in particular calls, and this is not for everybody. */
    UNAUTHENTICATED
}
