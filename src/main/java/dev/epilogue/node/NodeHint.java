package dev.epilogue.node;

import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * A node said by itself that something changed. Proves nothing and may be missing: it only shortens a wait.
 *
 * @param session which one changed, where the node said so
 * @param wallet whose money changed, where the node said so
 */
public record NodeHint(
        @Nullable SessionId session, @Nullable Address wallet) {}
