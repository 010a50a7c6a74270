package dev.epilogue.sandbox.clearnode.engine;

/** The node says no; the message is the exact text of its answer. */
public final class Refusal extends RuntimeException {

    public Refusal(String text) {
        super(text, null, false, false);
    }
}
