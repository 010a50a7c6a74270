package dev.epilogue.node.nitronode;

import dev.epilogue.node.Glimpse;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.Watched;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Looks at many sessions by few requests: a participant's list of open sessions shows a hundred at once. What is not among them is asked
 * for by its id.
 */
final class Glimpses {

    private static final String SESSIONS = "app_sessions.v1.get_app_sessions";

    /** The most that a node gives at once, whatever is asked. */
    private static final int PAGE = 100;

    /** All of them share one lane. */
    private static final String LANE = "";

    private final Calls calls;

    Glimpses(Calls calls) {
        this.calls = calls;
    }

    Flux<Glimpse> of(List<Watched> sessions) {
        return Watched.groupByGroup(sessions, this::seen);
    }

    private Flux<Glimpse> seen(Watched.Group group) {
        return group.sessions().size() == 1 ? byId(group.sessions().getFirst()) : listed(group, group.sessions(), 0);
    }

    /** @param left of the group, not seen yet */
    private Flux<Glimpse> listed(Watched.Group group, List<Watched> left, int offset) {
        return page(group.participant(), offset).flatMapMany(answer -> {
            List<Glimpse> seen = glimpses(answer);
            Set<SessionId> ids = seen.stream().map(Glimpse::sessionId).collect(Collectors.toSet());
            List<Watched> missing = left.stream()
                    .filter(each -> !ids.contains(each.sessionId()))
                    .toList();
            return Flux.fromIterable(seen).concatWith(rest(group, missing, offset + PAGE, total(answer)));
        });
    }

    /** Whichever takes fewer requests: the pages that are left, or one for each session. */
    private Flux<Glimpse> rest(Watched.Group group, List<Watched> missing, int offset, long total) {
        long pagesLeft = Math.max(0, (total - offset + PAGE - 1) / PAGE);
        return pagesLeft > 0 && pagesLeft < missing.size()
                ? listed(group, missing, offset)
                : Flux.fromIterable(missing).concatMap(this::byId, 1);
    }

    private Mono<Answer> page(String participant, int offset) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("participant", participant);
        params.put("status", "open");
        params.put("pagination", Map.of("offset", offset, "limit", PAGE));
        return calls.ask(SESSIONS, params, LANE);
    }

    private static long total(Answer answer) {
        return Json.integer(answer.body().path("metadata"), "total_count");
    }

    private Flux<Glimpse> byId(Watched session) {
        String id = session.sessionId().hex();
        return calls.ask(SESSIONS, Map.of("app_session_id", id), LANE).flatMapIterable(Glimpses::glimpses);
    }

    private static List<Glimpse> glimpses(Answer answer) {
        Instant nodeTime = answer.nodeTime();
        if (nodeTime == null) {
            throw NodeJson.misshapen("timestamp");
        }
        return NodeJson.list(answer.body(), "app_sessions").stream()
                .map(row -> glimpse(row, nodeTime))
                .toList();
    }

    private static Glimpse glimpse(JsonNode row, Instant nodeTime) {
        return new Glimpse(
                new SessionId(NodeJson.hash(row, "app_session_id")),
                NodeJson.text(row, "status").equals("open"),
                Json.number(row, "version"),
                nodeTime);
    }
}
