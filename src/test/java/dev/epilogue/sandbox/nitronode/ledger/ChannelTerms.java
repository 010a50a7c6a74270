package dev.epilogue.sandbox.nitronode.ledger;

/**
 * @param nonce unsigned
 * @param validators hex bitmap of approved signature validators, such as {@code 0x03}
 */
public record ChannelTerms(long nonce, long challengeSeconds, String validators) {}
