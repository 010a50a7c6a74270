package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.value.Hash32;
import java.util.List;

/**
 * An update of a session as it was sent.
 *
 * @param sessionId as spelled; a release's transaction id is made from this text
 * @param version unsigned
 */
public record Update(String sessionId, int intent, long version, List<Entry> allocations, String sessionData) {

    public static final int OPERATE = 0;
    public static final int DEPOSIT = 1;
    public static final int WITHDRAW = 2;
    public static final int CLOSE = 3;

    public Update {
        allocations = List.copyOf(allocations);
    }

    public Hash32 sessionHash() {
        return Hash32.parse(sessionId);
    }
}
