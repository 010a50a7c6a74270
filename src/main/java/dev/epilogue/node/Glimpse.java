package dev.epilogue.node;

import dev.epilogue.value.SessionId;
import java.time.Instant;

/**
 * What a node's list showed of a session, among others and in passing. It says where to look, and proves nothing.
 *
 * @param nodeTime the node's clock when it answered
 */
public record Glimpse(SessionId sessionId, boolean open, long versionNumber, Instant nodeTime) {}
