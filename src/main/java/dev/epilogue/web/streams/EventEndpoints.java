package dev.epilogue.web.streams;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.journal.Delivery;
import dev.epilogue.journal.Item;
import dev.epilogue.journal.Journal;
import dev.epilogue.journal.JournalEvent;
import dev.epilogue.limits.Limit;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.store.Loaded;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.closures.ClosureView;
import dev.epilogue.web.http.Accepts;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.Texts;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What happened to a closure, as a stream that goes on and as a list. */
@Component
final class EventEndpoints implements Endpoints {

    private final ClosureDesk desk;
    private final Journal journal;
    private final OpenStreams streams;

    EventEndpoints(ClosureDesk desk, Journal journal, OpenStreams streams) {
        this.desk = desk;
        this.journal = journal;
        this.streams = streams;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/closures/{id}/events",
                                Access.application(Scope.CLOSURES_READ)
                                        .withParticipants()
                                        .withOperators(),
                                this::events)
                        .limited(Limit.STREAMS),
                Route.get(
                        "/v1/closures/{id}/timeline",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::timeline));
    }

    /** @param after nothing up to this position is wanted */
    private record Wanted(TenantId tenant, ClosureId id, long after, int limit, Predicate<JournalEvent> filter) {

        List<Item> of(List<Item> items) {
            return items.stream()
                    .filter(item -> !(item instanceof Delivery delivery) || filter.test(delivery.event()))
                    .toList();
        }
    }

    private Mono<ServerResponse> events(ServerRequest request) {
        Accepts.require(request, MediaType.TEXT_EVENT_STREAM);
        Wanted wanted = wanted(request);
        return desk.find(wanted.tenant(), wanted.id())
                .doOnNext(loaded -> checkPosition(loaded, wanted.after()))
                .flatMap(loaded -> prunedTo(wanted, loaded)
                        .flatMap(prunedTo -> over(loaded, wanted, prunedTo)
                                .flatMap(over -> over
                                        ? ServerResponse.noContent().build()
                                        : wanted.after() < prunedTo
                                                ? snapshot(request, loaded, prunedTo)
                                                : stream(request, wanted, loaded.lastEvent()))));
    }

    /** Events of a closure that has not ended are never pruned. */
    private Mono<Long> prunedTo(Wanted wanted, Loaded loaded) {
        return loaded.closure().status().active() ? Mono.just(0L) : journal.prunedTo(wanted.tenant(), wanted.id());
    }

    /** Whether the reader has seen the last event of all. */
    private Mono<Boolean> over(Loaded loaded, Wanted wanted, long prunedTo) {
        if (wanted.after() < loaded.lastEvent()) {
            return Mono.just(false);
        }
        if (prunedTo == loaded.lastEvent()) {
            return Mono.just(true);
        }
        return journal.events(wanted.tenant(), wanted.id(), loaded.lastEvent() - 1, 1)
                .next()
                .map(JournalEvent::last)
                .defaultIfEmpty(false);
    }

    private Mono<ServerResponse> stream(ServerRequest request, Wanted wanted, long lastEvent) {
        return streams.stream(
                request,
                false,
                outbox -> journal.follow(wanted.tenant(), wanted.id(), wanted.after(), lastEvent, outbox)
                        .map(items -> wanted.of(items))
                        .filter(items -> !items.isEmpty())
                        .map(EventFrames::ofClosure)
                        .startWith(EventFrames.opening(null)));
    }

    /** Only closures that ended are pruned, and nothing follows for them: the snapshot is all there is. */
    private Mono<ServerResponse> snapshot(ServerRequest request, Loaded loaded, long prunedTo) {
        String position = String.valueOf(prunedTo);
        Closure closure = loaded.closure();
        Fields data = Fields.of("closure", ClosureView.of(closure, loaded.lastEvent()));
        return streams.stream(
                request,
                false,
                outbox -> Flux.just(
                        EventFrames.opening(null),
                        EventFrames.event(position, "reset", EventView.reset(position, loaded.now(), closure)),
                        EventFrames.event(
                                position, "snapshot", EventView.snapshot(position, loaded.now(), closure, data))));
    }

    private Mono<ServerResponse> timeline(ServerRequest request) {
        Wanted wanted = wanted(request);
        return desk.find(wanted.tenant(), wanted.id())
                .flatMap(loaded -> journal.events(wanted.tenant(), wanted.id(), wanted.after(), wanted.limit())
                        .collectList()
                        .flatMap(page -> Answers.ok(EventView.timeline(
                                page.stream().filter(wanted.filter()).toList(), next(page, loaded.lastEvent())))));
    }

    private static @Nullable String next(List<JournalEvent> page, long lastEvent) {
        boolean more = !page.isEmpty() && page.getLast().number() < lastEvent;
        return more ? EventView.position(page.getLast()) : null;
    }

    private static Wanted wanted(ServerRequest request) {
        Query query = new Query(request);
        Long after = query.one("after", Kinds.EVENT_NUMBER);
        Long cursor = query.one("cursor", Kinds.EVENT_NUMBER);
        Set<String> types = new TreeSet<>(query.many("types", Texts.eventType()));
        SessionId session = query.one("sessionId", Kinds.SESSION);
        int limit = query.integer("limit", 1, 1000, 500);
        query.end();
        Long seen = Callers.lastSeen(request, Kinds.EVENT_NUMBER);
        Long first = seen != null ? seen : after != null ? after : cursor;
        Predicate<JournalEvent> filter = event -> (types.isEmpty() || types.contains(event.type()))
                && (session == null || session.equals(event.sessionId()));
        return new Wanted(Callers.tenant(request), Callers.closure(request), first == null ? 0 : first, limit, filter);
    }

    private static void checkPosition(Loaded loaded, long after) {
        if (after > loaded.lastEvent()) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "after", "The closure has no event of this position yet.")
                    .exception();
        }
    }
}
