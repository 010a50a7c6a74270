package dev.epilogue.web.streams;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.journal.Delivery;
import dev.epilogue.journal.FeedScope;
import dev.epilogue.journal.Feeds;
import dev.epilogue.journal.Position;
import dev.epilogue.limits.Limit;
import dev.epilogue.store.ClosureFilter;
import dev.epilogue.store.Loaded;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.closures.ClosureView;
import dev.epilogue.web.gate.Counting;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What happens to many closures: a participant's inbox and the tenant's events, as a stream or page by page. */
@Component
final class FeedEndpoints implements Endpoints {

    private static final int SNAPSHOT = 200;

    private final Feeds feeds;
    private final ClosureDesk desk;
    private final OpenStreams streams;
    private final Counting counting;
    private final InstantSource clock = InstantSource.system();

    FeedEndpoints(Feeds feeds, ClosureDesk desk, OpenStreams streams, Counting counting) {
        this.feeds = feeds;
        this.desk = desk;
        this.streams = streams;
        this.counting = counting;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/events",
                        Access.application(Scope.CLOSURES_READ).withOperators(),
                        request -> events(request, null)),
                Route.get(
                        "/v1/participants/{address}/events",
                        Access.application(Scope.CLOSURES_READ).withWallet().withOperators(),
                        request -> events(request, Callers.participant(request))));
    }

    /** @param after nothing up to this position is wanted; null begins now */
    private record Wanted(FeedScope scope, @Nullable Position after, int limit) {}

    private Mono<ServerResponse> events(ServerRequest request, @Nullable Address participant) {
        Wanted wanted = wanted(request, participant);
        if (Accepts.names(request, MediaType.APPLICATION_JSON)) {
            return page(wanted);
        }
        Accepts.require(request, MediaType.TEXT_EVENT_STREAM);
        streams.admit(Callers.principal(request));
        return counting.count(request, Callers.principal(request), Limit.STREAMS)
                .then(Mono.defer(() -> feeds.start(wanted.scope(), wanted.after())))
                .flatMap(start -> start.lost()
                        ? reset(wanted.scope(), start.position())
                                .flatMap(reset -> stream(request, wanted.scope(), start, reset))
                        : stream(request, wanted.scope(), start, opening(start.position())));
    }

    private Mono<ServerResponse> stream(ServerRequest request, FeedScope scope, Feeds.Start from, byte[] opening) {
        return streams.stream(
                request,
                true,
                opening,
                outbox -> feeds.follow(scope, from, outbox).map(EventFrames::ofMany));
    }

    private byte[] opening(Position from) {
        return EventFrames.opening(from.text(), clock.instant(), null);
    }

    /** What stands now, read after the position was: whatever changes from then on comes as events. */
    private Mono<byte[]> reset(FeedScope scope, Position position) {
        return desk.search(scope.reach(), active(scope), SNAPSHOT).map(page -> {
            Instant at = page.isEmpty() ? clock.instant() : page.getFirst().now();
            Fields data = Fields.of(
                            "closures",
                            page.stream().map(FeedEndpoints::closure).toList())
                    .put("nextCursor", Cursor.next(page, SNAPSHOT));
            return EventFrames.reset(position.text(), at, null, data);
        });
    }

    private static Fields closure(Loaded loaded) {
        return ClosureView.of(loaded.closure(), loaded.lastEvent());
    }

    private static ClosureFilter active(FeedScope scope) {
        return new ClosureFilter(
                Set.of(),
                scope.session(),
                scope.participant(),
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null);
    }

    private Mono<ServerResponse> page(Wanted wanted) {
        Position after = wanted.after();
        Mono<Position> from =
                after == null ? feeds.start(wanted.scope(), null).map(Feeds.Start::position) : Mono.just(after);
        return from.flatMap(position -> feeds.page(wanted.scope(), position, wanted.limit()))
                .flatMap(page -> Answers.ok(
                        page.lost()
                                ? page(List.of(), page.end(), false, true)
                                : page(page.deliveries(), page.next(), page.full(), false)));
    }

    /**
     * @param more whether the next page has something already
     * @param reset whether events before this page are gone, so that the reader has to look at the closures themselves
     */
    private static Fields page(List<Delivery> deliveries, Position next, boolean more, boolean reset) {
        return Fields.of(
                        "events",
                        deliveries.stream()
                                .map(delivery -> EventView.of(
                                        delivery.event(), delivery.position().text()))
                                .toList())
                .put("position", next.text())
                .put("nextCursor", more ? next.text() : null)
                .put("reset", reset);
    }

    private static Wanted wanted(ServerRequest request, @Nullable Address participant) {
        Query query = new Query(request);
        Position after = query.one("after", Kinds.POSITION);
        Position cursor = query.one("cursor", Kinds.POSITION);
        Set<String> types = new TreeSet<>(query.many("types", Texts.eventType()));
        SessionId session = query.one("sessionId", Kinds.SESSION);
        int limit = query.integer("limit", 1, 1000, 500);
        query.end();
        Position seen = Callers.lastSeen(request, Kinds.POSITION, Position.UNKNOWN);
        return new Wanted(
                new FeedScope(Callers.reach(request), participant, session, types),
                seen != null ? seen : after != null ? after : cursor,
                limit);
    }
}
