package dev.epilogue.closure;

import dev.epilogue.problem.Problem;

/** What a rule says about a fact. */
public sealed interface Decision {

    /** To be stored. */
    record Changed(Change change) implements Decision {}

    /** It is so already. */
    record Unchanged() implements Decision {}

    /** The fact is not taken. Nothing changes. */
    record Refused(Problem problem) implements Decision {}
}
