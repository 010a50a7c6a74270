package dev.epilogue.work;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Places for work by lane: what waits for one node, or for one chain, is a lane. One that answers nothing fills its own places and
 * holds up nobody else.
 */
public final class Slots {

    private final int perLane;
    private final Map<String, Integer> taken = new HashMap<>();

    public Slots(int perLane) {
        this.perLane = perLane;
    }

    /** Lanes of which nothing may be claimed. */
    public synchronized Set<String> full() {
        Set<String> full = new TreeSet<>();
        taken.forEach((lane, count) -> {
            if (count >= perLane) {
                full.add(lane);
            }
        });
        return full;
    }

    /** How much may be claimed at once beside the full lanes: even where all of it is of the busiest one, that has room for it. */
    public synchronized int room() {
        return perLane
                - taken.values().stream()
                        .filter(count -> count < perLane)
                        .mapToInt(count -> count)
                        .max()
                        .orElse(0);
    }

    /** For what is claimed already. */
    public synchronized void take(String lane) {
        taken.merge(lane, 1, Integer::sum);
    }

    /** A place if there is one. */
    public synchronized boolean tryTake(String lane) {
        if (taken.getOrDefault(lane, 0) >= perLane) {
            return false;
        }
        take(lane);
        return true;
    }

    /** @return whether the lane was full: something of it may wait */
    public synchronized boolean leave(String lane) {
        int before = taken.getOrDefault(lane, 0);
        taken.computeIfPresent(lane, (same, count) -> count > 1 ? count - 1 : null);
        return before >= perLane;
    }
}
