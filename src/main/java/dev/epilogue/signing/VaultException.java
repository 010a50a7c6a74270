package dev.epilogue.signing;

/** Something sealed cannot be opened. Tells why, and nothing of what is inside. */
public final class VaultException extends RuntimeException {

    public VaultException(String message) {
        super(message);
    }
}
