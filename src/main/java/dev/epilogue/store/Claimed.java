package dev.epilogue.store;

import org.jspecify.annotations.Nullable;

/**
 * A closure in a worker's hands.
 *
 * @param loaded as it is under the lease; null where somebody changed it in the very moment of the claim, so that it must be read
 */
public record Claimed(Claim claim, String node, @Nullable Loaded loaded) {}
