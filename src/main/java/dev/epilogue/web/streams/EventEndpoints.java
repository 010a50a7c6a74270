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
import dev.epilogue.journal.Outbox;
import dev.epilogue.limits.Limit;
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
        Wanted wanted = wanted(request, Callers.lastSeen(request, Kinds.EVENT_NUMBER, Long.MAX_VALUE));
        return desk.find(wanted.tenant(), wanted.id())
                .flatMap(loaded -> prunedTo(wanted, loaded)
                        .flatMap(prunedTo -> over(loaded, wanted, prunedTo)
                                .flatMap(over -> events(request, wanted, loaded, prunedTo, over))));
    }

    /** @param over whether the last event that there is is the last of all */
    private Mono<ServerResponse> events(
            ServerRequest request, Wanted wanted, Loaded loaded, long prunedTo, boolean over) {
        boolean lost = wanted.after() < prunedTo || wanted.after() > loaded.lastEvent();
        boolean seenAll = wanted.after() == loaded.lastEvent();
        if (over && seenAll) {
            return ServerResponse.noContent().build();
        }
        return lost ? reset(request, wanted, loaded, over) : stream(request, wanted, loaded);
    }

    /** Events of a closure that has not ended are never pruned. */
    private Mono<Long> prunedTo(Wanted wanted, Loaded loaded) {
        return loaded.closure().status().active() ? Mono.just(0L) : journal.prunedTo(wanted.tenant(), wanted.id());
    }

    /** Whether nothing can follow on what is there. */
    private Mono<Boolean> over(Loaded loaded, Wanted wanted, long prunedTo) {
        if (loaded.closure().status().active()) {
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

    private Mono<ServerResponse> stream(ServerRequest request, Wanted wanted, Loaded loaded) {
        byte[] opening = EventFrames.opening(String.valueOf(wanted.after()), loaded.now(), loaded.closure());
        return streams.stream(
                request, false, opening, outbox -> follow(wanted, wanted.after(), loaded.lastEvent(), outbox));
    }

    /** What stands now, then whatever follows on it. */
    private Mono<ServerResponse> reset(ServerRequest request, Wanted wanted, Loaded loaded, boolean over) {
        Closure closure = loaded.closure();
        long last = loaded.lastEvent();
        Fields standing = Fields.of("closure", ClosureView.of(closure, last));
        byte[] reset = EventFrames.reset(String.valueOf(last), loaded.now(), closure, standing);
        return streams.stream(
                request, false, reset, outbox -> over ? Flux.empty() : follow(wanted, last, last, outbox));
    }

    private Flux<byte[]> follow(Wanted wanted, long after, long known, Outbox outbox) {
        return journal.follow(wanted.tenant(), wanted.id(), after, known, outbox)
                .map(wanted::of)
                .filter(items -> !items.isEmpty())
                .map(EventFrames::ofClosure);
    }

    private Mono<ServerResponse> timeline(ServerRequest request) {
        Wanted wanted = wanted(request, Callers.lastSeen(request, Kinds.EVENT_NUMBER));
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

    /** @param seen as its header says; null where it has seen nothing */
    private static Wanted wanted(ServerRequest request, @Nullable Long seen) {
        Query query = new Query(request);
        Long after = query.one("after", Kinds.EVENT_NUMBER);
        Long cursor = query.one("cursor", Kinds.EVENT_NUMBER);
        Set<String> types = new TreeSet<>(query.many("types", Texts.eventType()));
        SessionId session = query.one("sessionId", Kinds.SESSION);
        int limit = query.integer("limit", 1, 1000, 500);
        query.end();
        Long first = seen != null ? seen : after != null ? after : cursor;
        Predicate<JournalEvent> filter = event -> (types.isEmpty() || types.contains(event.type()))
                && (session == null || session.equals(event.sessionId()));
        return new Wanted(Callers.tenant(request), Callers.closure(request), first == null ? 0 : first, limit, filter);
    }
}
