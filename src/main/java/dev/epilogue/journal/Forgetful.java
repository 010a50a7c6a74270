package dev.epilogue.journal;

/**
 * Believes for a while what it has read, and is told when that is no longer so. A hint that may be lost: what is believed has to end by
 * itself as well.
 */
public interface Forgetful {

    /** @param thing as {@code key:…} or {@code tenant:…}; other kinds are others' */
    void forget(String thing);

    /** Anything may have ended, as after a time without a line to the other instances. */
    void forgetAll();
}
