package dev.epilogue.closure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What we last proved of the session itself.
 *
 * @param closedAt when we proved it closed
 */
public record SessionState(boolean closed, @Nullable Instant closedAt, long versionNumber) {}
