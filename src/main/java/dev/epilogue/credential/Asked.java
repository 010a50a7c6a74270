package dev.epilogue.credential;

/**
 * A wish that may come again: under the same key the same is meant, and it is made once.
 *
 * @param key as the caller chose it, apart for each kind of caller
 * @param meaning fingerprint of what is wanted
 */
public record Asked(String key, String meaning) {}
