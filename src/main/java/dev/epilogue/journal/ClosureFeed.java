package dev.epilogue.journal;

import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One closure's followers and how far they have been served together. */
final class ClosureFeed {

    private static final int MOST_EARLY = 64;

    private final Set<Outbox> followers = ConcurrentHashMap.newKeySet();
    /** What came before its turn, by the number of its first event. */
    private final NavigableMap<Long, List<Delivery>> early = new TreeMap<>();

    private volatile long position;

    ClosureFeed(long position) {
        this.position = position;
    }

    ClosureFeed with(Outbox follower) {
        followers.add(follower);
        return this;
    }

    /** @return whether somebody is left */
    boolean without(Outbox follower) {
        followers.remove(follower);
        return !followers.isEmpty();
    }

    void moved() {
        followers.forEach(follower -> follower.end(Item.Goodbye.MOVED));
    }

    long position() {
        return position;
    }

    /** @return false when events before these are missing here: these are kept until those come, or are read from our position */
    synchronized boolean pass(List<Delivery> deliveries) {
        if (deliveries.getFirst().event().number() > position + 1) {
            if (early.size() < MOST_EARLY) {
                early.put(deliveries.getFirst().event().number(), deliveries);
            }
            return false;
        }
        deliver(deliveries);
        while (!early.isEmpty() && early.firstKey() <= position + 1) {
            deliver(early.pollFirstEntry().getValue());
        }
        return true;
    }

    /** Whether something has come before its turn, and its turn has not. */
    synchronized boolean gaping() {
        return !early.isEmpty();
    }

    private void deliver(List<Delivery> deliveries) {
        List<Delivery> further = deliveries.stream()
                .filter(delivery -> delivery.event().number() > position)
                .toList();
        if (!further.isEmpty()) {
            position = further.getLast().event().number();
            followers.forEach(follower -> follower.offer(further));
        }
    }
}
