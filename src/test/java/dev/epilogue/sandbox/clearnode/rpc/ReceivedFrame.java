package dev.epilogue.sandbox.clearnode.rpc;

import java.time.Instant;
import java.util.Optional;

/**
 * A frame as it arrived.
 *
 * @param method empty for a frame that could not be decoded
 * @param at by the node's clock
 */
public record ReceivedFrame(long connection, String method, Optional<String> requestId, String text, Instant at) {}
