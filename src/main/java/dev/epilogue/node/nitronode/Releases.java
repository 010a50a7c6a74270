package dev.epilogue.node.nitronode;

import dev.epilogue.node.Credit;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Releases of a session, found among its participants' transactions. One list per participant covers all assets. */
final class Releases {

    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    private static final String METHOD = "user.v1.get_transactions";
    private static final int RELEASE = 41;
    private static final int PAGE = 100;
    private static final int PARTICIPANTS_AT_ONCE = 4;

    private record Page(int offset, List<JsonNode> rows, long total) {
        boolean last() {
            return rows.isEmpty() || offset + rows.size() >= total;
        }
    }

    private final Calls calls;

    Releases(Calls calls) {
        this.calls = calls;
    }

    Mono<List<Credit>> credits(SessionId session, Collection<Address> participants, Instant since) {
        return Flux.fromIterable(participants)
                .distinct()
                .flatMapSequential(participant -> creditsOf(participant, session, since), PARTICIPANTS_AT_ONCE)
                .collectList();
    }

    private Flux<Credit> creditsOf(Address participant, SessionId session, Instant since) {
        return page(participant, session, since, 0)
                .expand(page ->
                        page.last() ? Mono.empty() : page(participant, session, since, page.offset + page.rows.size()))
                .collectList()
                .map(Releases::rows)
                .flatMapIterable(rows -> rows.stream()
                        .filter(row -> Release.isFrom(session, row))
                        .map(Release::parse)
                        .map(release -> checked(release, participant, session))
                        .toList());
    }

    private Mono<Page> page(Address participant, SessionId session, Instant since, int offset) {
        // one second more than asked: whether the bound itself belongs to the range is not documented
        Map<String, Object> params = Map.of(
                "wallet", participant.lowerCase(),
                "tx_type", RELEASE,
                "from_time", Math.max(0, since.getEpochSecond() - 1),
                "pagination", Map.of("offset", offset, "limit", PAGE));
        return calls.ask(METHOD, params, session.hex()).map(answer -> page(answer, offset));
    }

    private static Page page(Answer answer, int offset) {
        long total = Json.integer(answer.body().path("metadata"), "total_count");
        return new Page(offset, NodeJson.list(answer.body(), "transactions"), total);
    }

    /** Rows that come in between move others to later pages, where they appear twice; none of the first look may be missing. */
    private static Collection<JsonNode> rows(List<Page> pages) {
        Map<String, JsonNode> rows = pages.stream()
                .flatMap(page -> page.rows.stream())
                .collect(Collectors.toMap(
                        row -> NodeJson.text(row, "id"), row -> row, (first, again) -> first, LinkedHashMap::new));
        if (rows.size() < pages.getFirst().total) {
            throw new NodeException.Unavailable("the list of transactions changed while it was read");
        }
        return rows.values();
    }

    private static Credit checked(Release release, Address participant, SessionId session) {
        if (!release.credit().participant().equals(participant)) {
            throw NodeJson.another("to_account");
        }
        if (!release.idFollows(session).orElse(true)) {
            LOG.warn("Release {} of session {} does not carry the id that follows from it", release.id(), session);
        }
        return release.credit();
    }
}
