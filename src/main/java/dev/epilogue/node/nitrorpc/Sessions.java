package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeError;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Finds sessions by id, for which the node has no list: its definition names a participant, and the participant's list is searched,
 * what was updated last first. A session that moves to the front meanwhile is missed, so a search that found nothing is repeated.
 */
final class Sessions {

    private static final String DEFINITION = "get_app_definition";
    private static final String LIST = "get_app_sessions";
    private static final int SEARCHES = 3;
    private static final int MOST_PAGES = 500;
    private static final int REMEMBERED = 10_000;

    /** @param nodeTime when the node showed it */
    record Found(ListedSession session, Instant nodeTime) {}

    /** A participant by whom the session is found. Never changes, as the id is a hash over it. */
    private final Map<SessionId, String> participants =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<SessionId, String> eldest) {
                    return size() > REMEMBERED;
                }
            });

    /** Empty when the node does not know the session. */
    Mono<Found> find(Calls calls, SessionId id) {
        return Mono.defer(() -> {
            String known = participants.get(id);
            return known == null
                    ? participant(calls, id).flatMap(named -> search(calls, named, id, SEARCHES))
                    : search(calls, known, id, 1).onErrorResume(NodeException.Unavailable.class, lost -> {
                        participants.remove(id);
                        return find(calls, id);
                    });
        });
    }

    private Mono<String> participant(Calls calls, SessionId id) {
        return calls.ask(DEFINITION, NodeJson.write(Map.of("app_session_id", id.hex())), id.hex())
                .onErrorResume(
                        NodeException.Answered.class,
                        answered -> answered.error() == NodeError.NOT_FOUND ? Mono.empty() : Mono.error(answered))
                .map(answer -> first(answer.body()));
    }

    private static String first(JsonNode definition) {
        List<String> participants = NodeJson.texts(definition, "participants");
        if (participants.isEmpty()) {
            throw NodeJson.misshapen("participants");
        }
        return participants.getFirst();
    }

    private Mono<Found> search(Calls calls, String participant, SessionId id, int searchesLeft) {
        return from(calls, participant, id, 0)
                .doOnNext(found -> participants.put(id, participant))
                .switchIfEmpty(Mono.defer(() -> searchesLeft > 1
                        ? search(calls, participant, id, searchesLeft - 1)
                        : Mono.error(
                                new NodeException.Unavailable("the node defines the session and does not list it"))));
    }

    private Mono<Found> from(Calls calls, String participant, SessionId id, int offset) {
        if (offset >= MOST_PAGES * Calls.PAGE) {
            return Mono.error(new NodeException.Unavailable("the participant has too many sessions to find this one"));
        }
        return calls.page(LIST, Map.of("participant", participant), "desc", offset, id.hex())
                .flatMap(answer -> {
                    List<JsonNode> rows = NodeJson.list(answer.body(), "app_sessions");
                    Optional<Found> found = rows.stream()
                            .filter(row -> ListedSession.is(row, id))
                            .findFirst()
                            .map(row -> found(answer, row, id));
                    return found.isPresent() || rows.size() < Calls.PAGE
                            ? Mono.justOrEmpty(found)
                            : from(calls, participant, id, offset + Calls.PAGE);
                });
    }

    private static Found found(Answer answer, JsonNode row, SessionId id) {
        Instant nodeTime = answer.nodeTime();
        if (nodeTime == null) {
            throw NodeJson.misshapen("timestamp");
        }
        return new Found(ListedSession.parse(row, id), nodeTime);
    }
}
