package dev.epilogue.node;

import dev.epilogue.value.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was heard of late, by session, until somebody keeps it. Signatures were checked before. */
public final class NodeWords {

    private static final int SESSIONS = 1_000;

    /** More than any close makes; the first ones are kept. */
    private static final int EACH = 100;

    private final Map<SessionId, Map<String, NodeWord>> heard = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, Map<String, NodeWord>> eldest) {
            return size() > SESSIONS;
        }
    };

    /** Of the same name the newest counts. */
    public synchronized void heard(SessionId session, NodeWord word) {
        Map<String, NodeWord> words = heard.computeIfAbsent(session, id -> new LinkedHashMap<>());
        if (words.size() < EACH || words.containsKey(word.name())) {
            words.put(word.name(), word);
        }
    }

    public synchronized List<NodeWord> of(SessionId session) {
        return List.copyOf(heard.getOrDefault(session, Map.of()).values());
    }
}
