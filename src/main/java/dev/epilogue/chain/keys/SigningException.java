package dev.epilogue.chain.keys;

/** A key that did not sign, or signed something else. The message tells nothing of the key. */
public final class SigningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SigningException(String message) {
        super(message);
    }
}
