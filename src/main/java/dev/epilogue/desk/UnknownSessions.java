package dev.epilogue.desk;

import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sessions that a node did not know a moment ago. Whoever asks for one again at once is told the same, and the node is not asked.
 */
final class UnknownSessions {

    static final Duration KEPT = Duration.ofSeconds(3);
    static final int MOST = 10_000;

    private record Question(String node, SessionId session) {}

    private final LongSupplier clock;
    private final Map<Question, Long> askedAt = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Long> eldest) {
            return size() > MOST;
        }
    };

    /** @param clock monotonic, in nanoseconds */
    UnknownSessions(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized void remember(String node, SessionId session) {
        Question question = new Question(node, session);
        askedAt.remove(question);
        askedAt.put(question, clock.getAsLong());
    }

    synchronized boolean remembered(String node, SessionId session) {
        Question question = new Question(node, session);
        Long asked = askedAt.get(question);
        if (asked == null) {
            return false;
        }
        boolean recent = clock.getAsLong() - asked < KEPT.toNanos();
        if (!recent) {
            askedAt.remove(question);
        }
        return recent;
    }
}
