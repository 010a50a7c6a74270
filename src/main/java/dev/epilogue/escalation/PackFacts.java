package dev.epilogue.escalation;

import java.math.BigInteger;

/**
 * What a deposited pack is for, without what it holds.
 *
 * @param epoch unsigned
 * @param version of the state that it may be challenged with
 * @param usable whether it is the newest that was ever seen
 */
public record PackFacts(long epoch, BigInteger version, boolean usable) {}
