package dev.epilogue.web.closures;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Outcome;
import dev.epilogue.closure.WaitingFor;
import dev.epilogue.desk.ChannelUpdateDesk;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.store.ClosureFilter;
import dev.epilogue.store.Loaded;
import dev.epilogue.value.Address;
import dev.epilogue.web.channels.ChannelUpdateView;
import dev.epilogue.web.http.Accepts;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Cursor;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.Texts;
import dev.epilogue.web.http.Wire;
import dev.epilogue.web.signing.PayloadsView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Many closures at once: found by what they are, or by who has to sign them. */
@Component
final class ClosureLists implements Endpoints {

    private final ClosureDesk desk;
    private final ChannelUpdateDesk updates;
    private final InstantSource clock = InstantSource.system();

    ClosureLists(ClosureDesk desk, ChannelUpdateDesk updates) {
        this.desk = desk;
        this.updates = updates;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/closures",
                        Access.application(Scope.CLOSURES_READ).withWallet().withOperators(),
                        this::closures),
                Route.get(
                        "/v1/participants/{address}/payloads",
                        Access.application(Scope.CLOSURES_READ).withWallet().withOperators(),
                        this::payloads));
    }

    private Mono<ServerResponse> closures(ServerRequest request) {
        Query query = new Query(request);
        ClosureFilter filter = filter(query);
        int limit = query.integer("limit", 1, 200, 50);
        query.end();
        return desk.search(Callers.reach(request), filter, limit)
                .flatMap(page -> Answers.ok(Fields.of(
                                "closures",
                                page.stream()
                                        .map(loaded -> ClosureView.of(loaded.closure(), loaded.lastEvent()))
                                        .toList())
                        .put("nextCursor", Cursor.next(page, limit))
                        .put("asOf", asOf(page))));
    }

    private static ClosureFilter filter(Query query) {
        return new ClosureFilter(
                Set.copyOf(query.many("status", Texts.oneOf(ClosureStatus.class))),
                query.one("sessionId", Kinds.SESSION),
                query.one("participant", Kinds.ADDRESS),
                query.text("reference"),
                query.text("application"),
                query.text("node"),
                query.one("outcome", Texts.oneOf(Outcome.class)),
                query.bool("ended"),
                query.one("waitingFor", Texts.oneOf(WaitingFor.class)),
                query.instant("deadlineBefore"),
                query.instant("updatedSince"),
                null,
                query.one("cursor", Kinds.CURSOR));
    }

    /** The database's clock, which also dates the closures; ours only where there is none to look at. */
    private Instant asOf(List<Loaded> page) {
        return page.isEmpty() ? clock.instant() : page.getFirst().now();
    }

    private Mono<ServerResponse> payloads(ServerRequest request) {
        Address participant = Callers.participant(request);
        Query query = new Query(request);
        Boolean pending = query.bool("pending");
        int limit = query.integer("limit", 1, 500, 100);
        ClosureFilter.After after = query.one("cursor", Kinds.CURSOR);
        query.end();
        ClosureFilter filter = pending == null || pending
                ? ClosureFilter.pendingFor(participant, after)
                : taken(ClosureFilter.pendingFor(participant, after));
        boolean lines = Accepts.names(request, MediaType.APPLICATION_NDJSON);
        return Mono.zip(
                        desk.search(Callers.reach(request), filter, limit),
                        channels(request, participant, after, limit))
                .flatMap(both -> {
                    List<Loaded> page = both.getT1();
                    String next = Cursor.next(page, limit);
                    return lines
                            ? lines(inbox(participant, page), both.getT2(), next)
                            : Answers.ok(Fields.of("closures", inbox(participant, page))
                                    .put("channelUpdates", both.getT2())
                                    .put("nextCursor", next)
                                    .put("asOf", asOf(page)));
                });
    }

    /** What waits for the wallet after closes; all of it with the first page. */
    private Mono<List<Fields>> channels(
            ServerRequest request, Address participant, ClosureFilter.@Nullable After after, int limit) {
        return after != null
                ? Mono.just(List.of())
                : updates.toSign(Callers.reach(request), participant, limit)
                        .map(all -> all.stream()
                                .map(loaded -> ChannelUpdateView.payloads(loaded.update(), loaded.now()))
                                .toList());
    }

    /** Also what the participant has signed already. */
    private static ClosureFilter taken(ClosureFilter pending) {
        return new ClosureFilter(
                pending.statuses(),
                null,
                pending.participant(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                pending.after());
    }

    /** The last line says where the next page begins. */
    private static Mono<ServerResponse> lines(
            List<Fields> closures, List<Fields> channelUpdates, @Nullable String nextCursor) {
        StringBuilder text = new StringBuilder();
        Stream.concat(closures.stream(), channelUpdates.stream())
                .forEach(entry -> text.append(Wire.text(entry)).append('\n'));
        text.append(Wire.text(Fields.of("end", true).put("nextCursor", nextCursor)))
                .append('\n');
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .header("Cache-Control", "no-store")
                .bodyValue(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<Fields> inbox(Address participant, List<Loaded> page) {
        return page.stream()
                .map(loaded -> PayloadsView.inbox(loaded.closure(), participant, loaded.now()))
                .toList();
    }
}
