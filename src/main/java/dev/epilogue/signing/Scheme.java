package dev.epilogue.signing;

/** How a wallet turns a payload's message into a signature. */
public enum Scheme {
    /** {@code personal_sign} over the 32 bytes of the message (v1). */
    EIP191,
    /** ECDSA over the Keccak-256 of the message's bytes, without any prefix (0.x). */
    RAW
}
