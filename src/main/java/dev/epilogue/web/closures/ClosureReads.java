package dev.epilogue.web.closures;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.desk.EntryDesk;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.store.Loaded;
import dev.epilogue.value.Address;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.WebSettings;
import dev.epilogue.web.signing.PayloadsView;
import dev.epilogue.web.streams.Holders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** One closure as it is: the resource, what is to be signed, who is missing. */
@Component
final class ClosureReads implements Endpoints {

    private final ClosureDesk desk;
    private final EntryDesk entry;
    private final NodeRegistry nodes;
    private final WebSettings settings;
    private final Holders holders;

    ClosureReads(ClosureDesk desk, EntryDesk entry, NodeRegistry nodes, WebSettings settings, Holders holders) {
        this.holders = holders;
        this.desk = desk;
        this.entry = entry;
        this.nodes = nodes;
        this.settings = settings;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/closures/{id}",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::closure),
                Route.get(
                        "/v1/closures/{id}/pending-signers",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::pendingSigners),
                Route.get(
                        "/v1/closures/{id}/payloads",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::payloads),
                Route.get(
                        "/v1/closures/{id}/explanation",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::explanation));
    }

    /**
     * With {@code wait} and what the caller has seen it answers as soon as the closure differs from that. {@code seen} says the same as
     * {@code If-None-Match}, which a proxy that caches takes away; without a condition there is no 304.
     */
    private Mono<ServerResponse> closure(ServerRequest request) {
        Query query = new Query(request);
        Duration wait = query.wait(settings.longestWait());
        Long told = query.one("seen", Kinds.SEEN);
        query.end();
        Optional<Long> condition = Callers.ifNoneMatch(request);
        return look(request, condition.or(() -> Optional.ofNullable(told)), wait)
                .flatMap(loaded -> condition
                        .filter(revision -> revision == loaded.closure().revision())
                        .map(same -> unchanged(loaded))
                        .orElseGet(() -> ClosureAnswers.closure(loaded)));
    }

    private Mono<Loaded> look(ServerRequest request, Optional<Long> seen, Duration wait) {
        TenantId tenant = Callers.tenant(request);
        ClosureId id = Callers.closure(request);
        return seen.isEmpty() || wait.isZero()
                ? desk.find(tenant, id)
                : holders.during(
                        request, wait, desk.await(tenant, id, closure -> closure.revision() != seen.get(), wait));
    }

    private static Mono<ServerResponse> unchanged(Loaded loaded) {
        return ServerResponse.status(HttpStatus.NOT_MODIFIED)
                .eTag(ClosureAnswers.etag(loaded.closure()))
                .header("Cache-Control", "no-store")
                .build();
    }

    private Mono<ServerResponse> pendingSigners(ServerRequest request) {
        new Query(request).end();
        return desk.find(Callers.tenant(request), Callers.closure(request))
                .flatMap(loaded -> Answers.ok(ConsensusView.pendingSigners(loaded.closure())));
    }

    private Mono<ServerResponse> payloads(ServerRequest request) {
        Query query = new Query(request);
        Address participant = query.one("participant", Kinds.ADDRESS);
        query.end();
        Address own = Callers.own(request, participant);
        TenantId tenant = Callers.tenant(request);
        ClosureId id = Callers.closure(request);
        Address reader = Callers.principal(request).wallet();
        Mono<Void> looked = reader == null ? Mono.empty() : entry.looked(tenant, id, reader);
        return looked.then(Mono.defer(() -> desk.find(tenant, id)))
                .flatMap(loaded -> Answers.ok(PayloadsView.of(loaded.closure(), own, loaded.now())));
    }

    private Mono<ServerResponse> explanation(ServerRequest request) {
        new Query(request).end();
        return desk.explain(Callers.tenant(request), Callers.closure(request)).flatMap(explained -> {
            String node = explained.loaded().closure().subject().node();
            NodeStatus status = nodes.find(node).map(ClearNode::status).orElse(null);
            boolean operator = Callers.principal(request).operates();
            return Answers.ok(ExplanationView.of(explained.loaded(), explained.work(), status, operator));
        });
    }
}
