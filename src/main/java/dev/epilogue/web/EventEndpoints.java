package dev.epilogue.web;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.journal.Journal;
import dev.epilogue.journal.JournalEvent;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.store.Loaded;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.view.EventView;
import dev.epilogue.web.view.Wire;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What happened to a closure, as a stream that goes on and as a list. */
@Component
final class EventEndpoints implements Endpoints {

    private static final Function<String, Long> POSITION = text -> {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("expected the position of an event");
        }
        return Long.valueOf(text);
    };
    private static final Function<String, String> TYPE = text -> {
        if (!text.matches("[a-z]{1,40}(\\.[a-z]{1,40})?")) {
            throw new IllegalArgumentException("expected names as signature.accepted");
        }
        return text;
    };

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
                Route.get("/v1/closures/{id}/events", this::events),
                Route.get("/v1/closures/{id}/timeline", this::timeline));
    }

    /** @param after nothing up to this position is wanted */
    private record Wanted(TenantId tenant, ClosureId id, long after, int limit, Predicate<JournalEvent> filter) {}

    private Mono<ServerResponse> events(ServerRequest request) {
        Accepts.require(request, MediaType.TEXT_EVENT_STREAM);
        Wanted wanted = wanted(request);
        return desk.find(wanted.tenant(), wanted.id())
                .doOnNext(loaded -> checkPosition(loaded, wanted.after()))
                .flatMap(loaded -> over(loaded, wanted))
                .flatMap(over -> over ? ServerResponse.noContent().build() : stream(wanted));
    }

    /** Whether the reader has seen the last event of all. */
    private Mono<Boolean> over(Loaded loaded, Wanted wanted) {
        if (wanted.after() < loaded.lastEvent()) {
            return Mono.just(false);
        }
        return journal.events(wanted.tenant(), wanted.id(), loaded.lastEvent() - 1, 1)
                .next()
                .map(JournalEvent::last)
                .defaultIfEmpty(false);
    }

    private Mono<ServerResponse> stream(Wanted wanted) {
        Flux<ServerSentEvent<String>> events = journal.follow(wanted.tenant(), wanted.id(), wanted.after())
                .filter(wanted.filter())
                .map(EventEndpoints::sent);
        return ServerResponse.ok()
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body(BodyInserters.fromServerSentEvents(streams.live(events)));
    }

    private static ServerSentEvent<String> sent(JournalEvent event) {
        return ServerSentEvent.<String>builder()
                .id(EventView.position(event))
                .event(event.type())
                .data(Wire.text(EventView.of(event)))
                .build();
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
        Long after = query.one("after", POSITION);
        Long cursor = query.one("cursor", POSITION);
        Set<String> types = new TreeSet<>(query.many("types", TYPE));
        SessionId session = query.one("sessionId", SessionId::parse);
        int limit = query.integer("limit", 1, 1000, 500);
        query.end();
        Long seen = lastSeen(request);
        Long first = seen != null ? seen : after != null ? after : cursor;
        Predicate<JournalEvent> filter = event -> (types.isEmpty() || types.contains(event.type()))
                && (session == null || session.equals(event.sessionId()));
        return new Wanted(Callers.tenant(request), Callers.closure(request), first == null ? 0 : first, limit, filter);
    }

    /** A browser that reconnects sends this beside its first query: it is the newer word. */
    private static @Nullable Long lastSeen(ServerRequest request) {
        String header = request.headers().firstHeader("Last-Event-ID");
        if (header == null || header.isEmpty()) {
            return null;
        }
        try {
            return POSITION.apply(header);
        } catch (IllegalArgumentException wrong) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "Last-Event-ID", "Expected the position of an event.")
                    .exception();
        }
    }

    private static void checkPosition(Loaded loaded, long after) {
        if (after > loaded.lastEvent()) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "after", "The closure has no event of this position yet.")
                    .exception();
        }
    }
}
