package dev.epilogue.signing;

import dev.epilogue.value.Hash32;

/**
 * A digest that is signed by mistake in place of a payload's.
 *
 * @param what completes "it was made over …"
 * @param remedy what to call instead; empty where the name of the mistake says it
 */
public record Misreading(SignatureProblem problem, String what, String remedy, Hash32 digest) {

    public Misreading(SignatureProblem problem, String what, Hash32 digest) {
        this(problem, what, "", digest);
    }

    /** Completes "it was made …". */
    String told(String by) {
        return "over " + what + by + (remedy.isEmpty() ? "" : ": " + remedy);
    }
}
