package dev.epilogue.node;

import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;

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

        List<Watched> outside(List<Watched> all) {
            return all.stream().filter(each -> !sessions.contains(each)).toList();
        }
    }

    public Watched {
        if (participants.isEmpty()) {
            throw new IllegalArgumentException("a session has participants");
        }
        participants = List.copyOf(participants);
    }

    /**
     * Looks at all of them, the largest group first. What the node answers about one group says nothing of the others; that it is away
     * ends the look.
     */
    public static Flux<Glimpse> groupByGroup(List<Watched> sessions, Function<Group, Flux<Glimpse>> look) {
        if (sessions.isEmpty()) {
            return Flux.empty();
        }
        Group group = largestGroup(sessions);
        return look.apply(group)
                .onErrorResume(Watched::ofOneGroupAlone, unreadable -> Flux.empty())
                .concatWith(Flux.defer(() -> groupByGroup(group.outside(sessions), look)));
    }

    /** The node is there, but this list or session of it is not for us. */
    private static boolean ofOneGroupAlone(Throwable failure) {
        return failure instanceof NodeException.Answered || failure instanceof NodeException.Unsupported;
    }

    /** As many as one participant's list can show; of equal ones the first. */
    static Group largestGroup(List<Watched> sessions) {
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
