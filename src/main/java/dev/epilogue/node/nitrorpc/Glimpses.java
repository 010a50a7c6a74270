package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.Glimpse;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.Watched;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Looks at many sessions by few requests: what was updated last comes first in a participant's list, so that all that has changed since
 * a while ago is on its first page, mostly. What is not there has not moved.
 */
final class Glimpses {

    private static final String LIST = "get_app_sessions";

    /** A row is dated before it is written, and may wait for a lock in between. */
    private static final Duration WRITTEN_LATE = Duration.ofMinutes(5);

    /** Of one participant, in one look. */
    private static final int MOST_PAGES = 5;

    private static final String LANE = "";

    private final Calls calls;

    Glimpses(Calls calls) {
        this.calls = calls;
    }

    Flux<Glimpse> of(List<Watched> sessions) {
        return Watched.groupByGroup(sessions, this::seen);
    }

    private Flux<Glimpse> seen(Watched.Group group) {
        Instant since = group.sessions().stream()
                .map(Watched::since)
                .min(Comparator.naturalOrder())
                .orElseThrow()
                .minus(WRITTEN_LATE);
        return changed(group.participant(), since, 0, new ArrayList<>())
                .flatMapIterable(changed -> seen(group, changed));
    }

    /**
     * @param rows what was changed since then, at least
     * @param at the node's clock, when it gave the first of them
     */
    private record Changed(List<JsonNode> rows, Instant at, boolean all) {}

    private Mono<Changed> changed(String participant, Instant since, int page, List<JsonNode> sofar) {
        return calls.page(LIST, Map.of("participant", participant), "desc", page * Calls.PAGE, LANE)
                .flatMap(answer -> {
                    Instant at = nodeTime(answer);
                    List<JsonNode> rows = NodeJson.list(answer.body(), "app_sessions");
                    sofar.addAll(rows);
                    boolean older = rows.stream()
                            .anyMatch(row -> Json.time(row, "updated_at").isBefore(since));
                    if (older || rows.size() < Calls.PAGE || page + 1 >= MOST_PAGES) {
                        return Mono.just(new Changed(sofar, at, older));
                    }
                    return changed(participant, since, page + 1, sofar)
                            .map(rest -> new Changed(rest.rows(), at, rest.all()));
                });
    }

    /** Where the list went back far enough, whoever is not in it is where it was. */
    private static List<Glimpse> seen(Watched.Group group, Changed changed) {
        List<Glimpse> shown =
                changed.rows().stream().map(row -> glimpse(row, changed.at())).toList();
        Set<SessionId> ids = shown.stream().map(Glimpse::sessionId).collect(Collectors.toSet());
        Stream<Glimpse> unmoved = group.sessions().stream()
                .filter(session -> changed.all() && !ids.contains(session.sessionId()))
                .map(session -> new Glimpse(session.sessionId(), true, session.versionNumber(), changed.at()));
        return Stream.concat(shown.stream(), unmoved).toList();
    }

    private static Instant nodeTime(Answer answer) {
        Instant time = answer.nodeTime();
        if (time == null) {
            throw NodeJson.misshapen("timestamp");
        }
        return time;
    }

    private static Glimpse glimpse(JsonNode row, Instant at) {
        return new Glimpse(
                new SessionId(NodeJson.hash(row, "app_session_id")),
                NodeJson.text(row, "status").equals("open"),
                Json.number(row, "version"),
                at);
    }
}
