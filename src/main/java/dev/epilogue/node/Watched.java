package dev.epilogue.node;

import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /** As many as one participant's list can show. */
    public static Group largestGroup(List<Watched> sessions) {
        Map<String, Long> shown = sessions.stream()
                .flatMap(session -> session.participants.stream().distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String most = shown.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        return new Group(
                most,
                sessions.stream()
                        .filter(session -> session.participants.contains(most))
                        .toList());
    }
}
