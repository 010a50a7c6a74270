package dev.epilogue.sandbox.nitronode.ledger;

/** The node says no, with the text that the client reads. Nothing has changed. */
public final class Refusal extends RuntimeException {

    public Refusal(String text) {
        super(text, null, false, false);
    }

    public String text() {
        return getMessage();
    }
}
