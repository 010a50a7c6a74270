package dev.epilogue.journal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One closure's followers and how far they have been served together. */
final class ClosureFeed {

    private final Set<Outbox> followers = ConcurrentHashMap.newKeySet();
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

    /** @return false when events before these are missing here, so that they must be read from our position */
    synchronized boolean pass(List<Delivery> deliveries) {
        if (deliveries.getFirst().event().number() > position + 1) {
            return false;
        }
        List<Delivery> further = deliveries.stream()
                .filter(delivery -> delivery.event().number() > position)
                .toList();
        if (!further.isEmpty()) {
            position = further.getLast().event().number();
            followers.forEach(follower -> follower.offer(further));
        }
        return true;
    }
}
