package dev.epilogue.node.link;

import dev.epilogue.node.Budget;
import dev.epilogue.turns.FairQueue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Jobs that wait for their turn: the most urgent budget first, within it lane by lane. Lives on the event loop. */
final class Waiting {

    /** One caller may fill no more of the room than this part. */
    private static final int PARTS = 4;

    private final int room;
    private final int roomOfLane;
    private final Map<Budget, FairQueue<Job>> queues = new EnumMap<>(Budget.class);

    /** @param room for each budget */
    Waiting(int room) {
        this.room = room;
        this.roomOfLane = Math.max(1, room / PARTS);
        for (Budget budget : Budget.values()) {
            queues.put(budget, new FairQueue<>());
        }
    }

    int size() {
        return queues.values().stream().mapToInt(FairQueue::size).sum();
    }

    int size(Budget budget) {
        return queue(budget).size();
    }

    /**
     * A caller without much in line is let in even where it is full, at the cost of whoever has the most.
     *
     * @return the job that has to go for it, which may be this one; null while there is room
     */
    @Nullable
    Job join(Job job) {
        FairQueue<Job> queue = queue(job.turn().budget());
        Job leaving = leaving(job, queue);
        if (leaving == job) {
            return job;
        }
        if (leaving != null) {
            queue.remove(leaving.turn().lane(), leaving);
        }
        queue.add(job.turn().lane(), job);
        return leaving;
    }

    private @Nullable Job leaving(Job job, FairQueue<Job> queue) {
        if (!job.turn().ofCallers()) {
            return queue.size() >= room ? job : null;
        }
        int ahead = queue.size(job.turn().lane());
        if (ahead >= roomOfLane) {
            return job;
        }
        if (queue.size() < room) {
            return null;
        }
        Job last = queue.lastOfLongest(ahead + 1);
        return last == null ? job : last;
    }

    /** The most urgent. */
    @Nullable
    Job peek() {
        for (FairQueue<Job> queue : queues.values()) {
            if (queue.size() > 0) {
                return queue.peek();
            }
        }
        return null;
    }

    /** Takes what {@link #peek} shows. */
    void poll() {
        for (FairQueue<Job> queue : queues.values()) {
            if (queue.poll() != null) {
                return;
            }
        }
    }

    boolean remove(Job job) {
        return queue(job.turn().budget()).remove(job.turn().lane(), job);
    }

    /** Takes out those for which it does not hold. */
    List<Job> removeUnless(Predicate<Job> holds) {
        List<Job> leaving = new ArrayList<>();
        for (FairQueue<Job> queue : queues.values()) {
            for (Job job : queue.removeAll()) {
                if (holds.test(job)) {
                    queue.add(job.turn().lane(), job);
                } else {
                    leaving.add(job);
                }
            }
        }
        return leaving;
    }

    private FairQueue<Job> queue(Budget budget) {
        return queues.computeIfAbsent(budget, none -> new FairQueue<>());
    }
}
