package dev.epilogue.sandbox.clearnode.engine;

/**
 * Work that passed all checks and is not yet visible. Between preparing and committing others may read, check and commit:
 * the node takes no locks in between.
 */
@FunctionalInterface
public interface Prepared {

    Booked commit();
}
