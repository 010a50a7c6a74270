package dev.epilogue.work;

import java.time.Instant;
import java.util.UUID;

/**
 * A row in one worker's hands.
 *
 * @param epoch named in every write; a later claim has a higher one
 * @param lane what its work waits for
 * @param claimedAt database time
 */
public record WorkLease(short bucket, UUID id, long epoch, String lane, Instant claimedAt) {}
