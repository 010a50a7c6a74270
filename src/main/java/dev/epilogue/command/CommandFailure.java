package dev.epilogue.command;

import org.jspecify.annotations.Nullable;

/** Why a command did not do what it was to do: a sentence for people, and for scripts an exit code and a problem's stable code. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final @Nullable String problem;

    CommandFailure(int exitCode, String sentence) {
        this(exitCode, sentence, null);
    }

    /** @param problem as in the service's answers, null where none of them is the reason */
    CommandFailure(int exitCode, String sentence, @Nullable String problem) {
        super(sentence);
        this.exitCode = exitCode;
        this.problem = problem;
    }

    int exitCode() {
        return exitCode;
    }

    @Nullable
    String problem() {
        return problem;
    }
}
