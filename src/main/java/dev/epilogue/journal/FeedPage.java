package dev.epilogue.journal;

import java.util.List;

/**
 * A stretch of the journal over many closures, below the horizon: nothing can ever be added in front of {@code next}.
 *
 * @param next where to read on
 * @param full whether there may be more right now
 * @param behind whether there are events that wait for older transactions to end
 * @param lost whether events behind the position that was asked for are gone
 * @param horizon what the database's transactions looked like
 */
public record FeedPage(
        List<Delivery> deliveries, Position next, boolean full, boolean behind, boolean lost, Horizon horizon) {

    /**
     * @param origin positions below were given by another server
     * @param low every transaction below has ended
     * @param high no transaction from here on had ended
     */
    public record Horizon(long origin, long low, long high) {}

    /** Where somebody goes on who has lost what stood before. */
    public Position end() {
        return Position.before(horizon.low());
    }

    FeedPage lost(boolean gone) {
        return new FeedPage(deliveries, next, full, behind, gone, horizon);
    }
}
