package dev.epilogue.store;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import java.time.Instant;

/**
 * The right to work on a closure for a while.
 *
 * @param epoch every write of the holder names it; a later claim makes it void
 * @param until on the database's clock
 * @param claimedAt on the database's clock
 */
public record Claim(TenantId tenant, ClosureId closure, long epoch, Instant until, Instant claimedAt) {}
