package dev.epilogue.signing;

/** Whose key made a signature. */
public enum SignatureKind {
    /** The participant's own wallet. */
    WALLET,
    /** A key to which the participant delegated: counts only while the delegation stands. */
    SESSION_KEY
}
