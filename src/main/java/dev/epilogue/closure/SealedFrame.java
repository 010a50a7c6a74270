package dev.epilogue.closure;

/**
 * The exact bytes that are about to be sent, under the closure's key.
 *
 * @param payload index of the payload that it submits
 */
public record SealedFrame(int payload, long requestId, String sealed) {}
