package dev.epilogue.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tail has passed on last: whoever was cut off and comes back a moment later is given what it missed from here, and nobody reads
 * the same rows for each of thousands. Complete between its two ends, or it says nothing.
 */
final class Recent {

    /** In characters of events' data. */
    private static final long MOST_TEXT = 4_000_000;

    private final int most;
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private long text;

    /** Everything behind it, up to {@link #end}, is here; null where nothing is known yet. */
    private @Nullable Position begin;

    private @Nullable Position end;

    Recent(int most) {
        this.most = most;
    }

    /** From here on, and nothing of before. */
    synchronized void restart(Position at) {
        deliveries.clear();
        text = 0;
        begin = at;
        end = at;
    }

    /** @param all that stands between what was passed before and {@code next} */
    synchronized void pass(List<Delivery> all, Position next) {
        for (Delivery delivery : all) {
            deliveries.addLast(delivery);
            text += size(delivery);
        }
        end = next;
        while (deliveries.size() > most || text > MOST_TEXT) {
            Delivery oldest = deliveries.removeFirst();
            text -= size(oldest);
            begin = oldest.position();
        }
    }

    synchronized boolean covers(Position position) {
        return begin != null && end != null && !begin.after(position) && !position.after(end);
    }

    /** Behind a position, in order; null where there may be more than is here. */
    synchronized @Nullable List<Delivery> behind(Position position) {
        return covers(position)
                ? deliveries.stream()
                        .filter(delivery -> delivery.position().after(position))
                        .toList()
                : null;
    }

    private static long size(Delivery delivery) {
        return delivery.event().data().length();
    }
}
