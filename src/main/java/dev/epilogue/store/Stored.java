package dev.epilogue.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change.
 *
 * @param lastEvent number of the closure's newest event, where the change was stored
 * @param xid in which its events stand in streams over many closures, where it was stored
 * @param at the database's clock
 * @param claim where the change took the closure's lease
 */
public record Stored(
        Written written,
        long lastEvent,
        long xid,
        Instant at,
        @Nullable Claim claim) {

    public boolean stored() {
        return written == Written.STORED;
    }
}
