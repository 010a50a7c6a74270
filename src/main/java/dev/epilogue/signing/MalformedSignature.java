package dev.epilogue.signing;

/** What was posted is no signature by its form. The message says in safe words what it is, and how to get the right form. */
public final class MalformedSignature extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final SignatureProblem problem;

    MalformedSignature(SignatureProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public MalformedSignature(String message) {
        this(SignatureProblem.SIGNATURE_LENGTH, message);
    }

    public SignatureProblem problem() {
        return problem;
    }
}
