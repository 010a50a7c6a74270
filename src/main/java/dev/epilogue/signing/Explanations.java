package dev.epilogue.signing;

/** Whether a refused signature may be explained. An explanation costs CPU, and so it costs its caller. */
@FunctionalInterface
public interface Explanations {

    /** For whoever is not counted. */
    Explanations FREE = () -> true;

    /** Asked once for a signature that is refused, before anything is tried; what is afforded is paid. */
    boolean afford();
}
