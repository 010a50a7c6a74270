package dev.epilogue.command;

/** How a command ends, for scripts. */
final class ExitCode {

    static final int DONE = 0;

    /** The service or the database said no, or knows nothing of what was named. */
    static final int REFUSED = 1;

    /** The words of the command are wrong; nothing was done. */
    static final int USAGE = 2;

    /** What was to be checked is not what it is said to be. */
    static final int NOT_AS_STATED = 3;

    /** Nobody answered, or not now: the same command may succeed later. */
    static final int UNREACHABLE = 4;

    private ExitCode() {}
}
