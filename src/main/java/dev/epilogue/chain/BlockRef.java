package dev.epilogue.chain;

import dev.epilogue.value.Hash32;
import java.time.Instant;

/**
 * One block. The same number may later belong to another block, the same hash never.
 *
 * @param timestamp chain time
 */
public record BlockRef(long number, Hash32 hash, Hash32 parent, Instant timestamp) {}
