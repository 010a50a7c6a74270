package dev.epilogue.closure;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a number of random lives came to. */
final class LifeFigures {

    private final Map<ClosureStatus, Integer> ends = new EnumMap<>(ClosureStatus.class);
    private final Set<ClosureStatus> reached = EnumSet.noneOf(ClosureStatus.class);
    private int lives;
    private int changes;

    void add(RandomLife life) {
        lives++;
        changes += life.changes();
        reached.addAll(life.visited());
        ends.merge(life.closure().status(), 1, Integer::sum);
    }

    Set<ClosureStatus> reached() {
        return reached;
    }

    @Override
    public String toString() {
        return "%d lives, %d changes, ended as %s".formatted(lives, changes, ends);
    }
}
