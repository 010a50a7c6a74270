package dev.epilogue.node;

import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A session that somebody wants to be told of when it moves.
 *
 * @param participants as the session's definition spells them
 * @param versionNumber at which it was seen last
 * @param since the node's clock then
 */
public record Watched(SessionId sessionId, List<String> participants, long versionNumber, Instant since) {

    /**
     * Sessions that one list shows.
     *
     * @param participant whose list it is
     */
    public record Group(String participant, List<Watched> sessions) {

        public List<Watched> outside(List<Watched> all) {
            return all.stream().filter(each -> !sessions.contains(each)).toList();
        }
    }

    public Watched {
        if (participants.isEmpty()) {
            throw new IllegalArgumentException("a session has participants");
        }
        participants = List.copyOf(participants);
    }

    /** As many as one participant's list can show; of equal ones the first. */
    public static Group largestGroup(List<Watched> sessions) {
        Map<String, List<Watched>> lists = new LinkedHashMap<>();
        sessions.forEach(session -> session.participants.stream()
                .distinct()
                .forEach(participant -> lists.computeIfAbsent(participant, first -> new ArrayList<>())
                        .add(session)));
        return lists.entrySet().stream()
                .map(list -> new Group(list.getKey(), list.getValue()))
                .reduce((one, other) -> other.sessions.size() > one.sessions.size() ? other : one)
                .orElseThrow();
    }
}
