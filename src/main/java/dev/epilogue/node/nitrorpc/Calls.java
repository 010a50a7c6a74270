package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.ErrorTable;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.node.link.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Reads from a 0.x node whose error answers are errors. */
final class Calls {

    /** The most that a node gives at once, whatever is asked. */
    static final int PAGE = 100;

    private static final int MOST_PAGES = 500;

    private final Function<Request, Mono<Answer>> ask;
    private final Withdrawals.Witness witness;

    /** @param ask on which connection */
    Calls(Function<Request, Mono<Answer>> ask) {
        this(ask, (offset, answer) -> {});
    }

    private Calls(Function<Request, Mono<Answer>> ask, Withdrawals.Witness witness) {
        this.ask = ask;
        this.witness = witness;
    }

    /** The same, and every page of a list is shown to somebody. */
    Calls before(Withdrawals.Witness witness) {
        return new Calls(ask, witness);
    }

    /** @param lane the session that the read is for, or empty */
    Mono<Answer> ask(String method, String params, String lane) {
        return ask.apply(Request.of(method, params, lane)).map(Calls::accepted);
    }

    Mono<Answer> page(String method, Map<String, ?> filter, String sort, int offset, String lane) {
        Map<String, Object> params = new LinkedHashMap<>(filter);
        params.put("offset", offset);
        params.put("limit", PAGE);
        params.put("sort", sort);
        return ask(method, NodeJson.write(params), lane).doOnNext(answer -> witness.heard(offset, answer));
    }

    /**
     * All rows of a list, oldest first. A list has no totals: it ends with a page that is not full.
     *
     * @return empty when a row came twice, for then another one may not have come at all
     */
    Mono<Optional<List<JsonNode>>> all(String method, String list, Map<String, ?> filter, String lane) {
        return all(method, list, filter, lane, row -> Json.number(row, "id"));
    }

    /** @param key by which a row is known */
    Mono<Optional<List<JsonNode>>> all(
            String method, String list, Map<String, ?> filter, String lane, Function<JsonNode, Object> key) {
        return rest(method, list, filter, lane, new ArrayList<>()).map(rows -> {
            long distinct = rows.stream().map(key).distinct().count();
            return distinct == rows.size() ? Optional.of(rows) : Optional.empty();
        });
    }

    private Mono<List<JsonNode>> rest(
            String method, String list, Map<String, ?> filter, String lane, List<JsonNode> sofar) {
        if (sofar.size() >= MOST_PAGES * PAGE) {
            return Mono.error(new NodeException.Unavailable("the list is too long to be read"));
        }
        return page(method, filter, "asc", sofar.size(), lane).flatMap(answer -> {
            List<JsonNode> rows = NodeJson.list(answer.body(), list);
            sofar.addAll(rows);
            return rows.size() < PAGE ? Mono.just(sofar) : rest(method, list, filter, lane, sofar);
        });
    }

    private static Answer accepted(Answer answer) {
        String error = answer.error();
        if (error != null) {
            ErrorTable.Meaning meaning = NitroRpcErrors.of(error);
            throw new NodeException.Answered(meaning.error(), meaning.safeText());
        }
        return answer;
    }
}
