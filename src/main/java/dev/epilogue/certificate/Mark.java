package dev.epilogue.certificate;

/** Whose word a statement is. */
public enum Mark {
    /** The statement holds a signature of the node that anybody can check. */
    SIGNED_BY_NODE,
    /** The statement holds a signature of the participant, or of the key that signs for it, that anybody can check. */
    SIGNED_BY_PARTICIPANT,
    /** What the service saw, heard or did. Its word alone stands for it. */
    OBSERVED
}
