package dev.epilogue.node.link;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of some connections a job goes to, and whether they have enough to spare. */
final class Turns {

    private Turns() {}

    /** The connection whose turn comes first, and when. */
    record First(NodeLink link, Duration turn) {

        /** A free one whose turn has come is not improved on. */
        private boolean best() {
            return turn.isZero() && link.inFlight() == 0;
        }

        private boolean before(First other) {
            int sooner = turn.compareTo(other.turn);
            return sooner < 0 || sooner == 0 && link.inFlight() < other.link.inFlight();
        }
    }

    /**
     * Null where an answer or a connection has to come before any of them.
     *
     * @param most the first so many of them carry what is new
     */
    static @Nullable First first(List<NodeLink> links, int most, Job job) {
        int left = most;
        First first = null;
        for (NodeLink link : links) {
            if (left-- <= 0 || first != null && first.best()) {
                break;
            }
            Duration wait = link.untilTurn(job);
            First next = wait == null ? null : new First(link, wait);
            if (next != null && (first == null || next.before(first))) {
                first = next;
            }
        }
        return first;
    }

    /**
     * Whether so many requests could go at once.
     *
     * @param coming what one that is being opened will have to spare
     */
    static boolean spare(List<NodeLink> links, int requests, int coming) {
        int missing = requests;
        for (NodeLink link : links) {
            if (missing <= 0) {
                break;
            }
            missing -= link.up() ? link.spare() : coming;
        }
        return missing <= 0;
    }
}
