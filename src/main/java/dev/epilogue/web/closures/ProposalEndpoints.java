package dev.epilogue.web.closures;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.desk.EnrolmentDesk;
import dev.epilogue.desk.PolicyOffers;
import dev.epilogue.desk.ProposalDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.node.SessionReading;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Fingerprint;
import dev.epilogue.web.http.Idempotency;
import dev.epilogue.web.http.NodeChoice;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Proposing a closure, or only asking what it would be. */
@Component
final class ProposalEndpoints implements Endpoints {

    private final Bodies bodies;
    private final ClosureDefaults defaults;
    private final NodeChoice nodes;
    private final Desks desks;
    private final Idempotency idempotency;

    /** Who does what is asked for here. */
    @Component
    record Desks(ProposalDesk proposals, ClosureDesk closures, PolicyOffers offers, EnrolmentDesk enrolment) {}

    ProposalEndpoints(Bodies bodies, ClosureDefaults defaults, NodeChoice nodes, Desks desks, Idempotency idempotency) {
        this.bodies = bodies;
        this.defaults = defaults;
        this.nodes = nodes;
        this.desks = desks;
        this.idempotency = idempotency;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/closures", Access.application(Scope.CLOSURES_WRITE), this::propose)
                        .limited(Limit.PROPOSALS),
                Route.post("/v1/closures/preview", Access.application(Scope.CLOSURES_WRITE), this::preview)
                        .limited(Limit.NODE_READS));
    }

    private Mono<ServerResponse> propose(ServerRequest request) {
        new Query(request).end();
        return input(request).flatMap(input -> {
            String node = nodes.choose(input.node());
            TenantId tenant = Callers.tenant(request);
            return idempotency.once(
                    request,
                    new Idempotency.Call<>(
                            Fingerprint.of("propose", meaning(node, input)),
                            () -> desks.proposals()
                                    .propose(tenant, node, input.sessionId(), asked(tenant, node, input))
                                    .flatMap(desks.enrolment()::enrol),
                            loaded -> loaded.closure().id(),
                            ClosureAnswers::created,
                            id -> desks.closures().find(tenant, id).flatMap(ClosureAnswers::replayed)));
        });
    }

    private Mono<ServerResponse> preview(ServerRequest request) {
        new Query(request).end();
        return input(request).flatMap(input -> {
            String node = nodes.choose(input.node());
            TenantId tenant = Callers.tenant(request);
            return desks.proposals()
                    .preview(tenant, node, input.sessionId(), asked(tenant, node, input))
                    .flatMap(preview -> Answers.ok(PreviewView.of(preview.closure())));
        });
    }

    private Mono<ProposalInput> input(ServerRequest request) {
        return bodies.read(request, body -> ProposalInput.read(body, defaults))
                .doOnNext(input -> desks.offers().check(Callers.tenant(request), input.policy()));
    }

    private static Function<SessionReading, Proposals.Request> asked(
            TenantId tenant, String node, ProposalInput input) {
        return reading -> {
            input.finalState().claims().check(reading);
            return new Proposals.Request(
                    tenant,
                    node,
                    input.finalState().state(),
                    input.policy(),
                    input.labels().reference(),
                    input.labels().memo());
        };
    }

    private static Fields meaning(String node, ProposalInput input) {
        return Fields.of("node", node)
                .put("sessionId", input.sessionId())
                .put("finalState", Fingerprint.state(input.finalState().state()))
                .put("policy", input.policy())
                .put("reference", input.labels().reference())
                .put("memo", input.labels().memo());
    }
}
