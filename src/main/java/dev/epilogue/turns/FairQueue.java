package dev.epilogue.turns;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** First come, first served within a lane; lanes take turns. Not thread-safe. */
public final class FairQueue<T> {

    private final SequencedMap<String, Deque<T>> lanes = new LinkedHashMap<>();
    private int size;

    public int size() {
        return size;
    }

    public int size(String lane) {
        Deque<T> waiting = lanes.get(lane);
        return waiting == null ? 0 : waiting.size();
    }

    public void add(String lane, T item) {
        lanes.computeIfAbsent(lane, name -> new ArrayDeque<>()).add(item);
        size++;
    }

    public @Nullable T peek() {
        return lanes.isEmpty() ? null : lanes.values().iterator().next().peek();
    }

    public @Nullable T poll() {
        Map.Entry<String, Deque<T>> first = lanes.pollFirstEntry();
        if (first == null) {
            return null;
        }
        Deque<T> waiting = first.getValue();
        T item = waiting.poll();
        if (!waiting.isEmpty()) {
            lanes.putLast(first.getKey(), waiting);
        }
        size--;
        return item;
    }

    /** The last in the longest lane, if that is longer than {@code than}. */
    public @Nullable T lastOfLongest(int than) {
        return lanes.values().stream()
                .max(Comparator.comparingInt(Deque::size))
                .filter(longest -> longest.size() > than)
                .map(Deque::peekLast)
                .orElse(null);
    }

    public boolean remove(String lane, T item) {
        Deque<T> waiting = lanes.get(lane);
        if (waiting == null || !waiting.remove(item)) {
            return false;
        }
        if (waiting.isEmpty()) {
            lanes.remove(lane);
        }
        size--;
        return true;
    }

    public List<T> removeAll() {
        List<T> all = new ArrayList<>(size);
        for (T item = poll(); item != null; item = poll()) {
            all.add(item);
        }
        return all;
    }
}
