package dev.epilogue.web.access;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.participant.LinkToken;
import dev.epilogue.desk.LinkDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Idempotency;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.WebSettings;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Links that an application gives to its participants. */
@Component
final class LinkEndpoints implements Endpoints {

    private final LinkDesk desk;
    private final Bodies bodies;
    private final WebSettings settings;

    LinkEndpoints(LinkDesk desk, Bodies bodies, WebSettings settings) {
        this.desk = desk;
        this.bodies = bodies;
        this.settings = settings;
    }

    @Override
    public List<Route> routes() {
        Access write = Access.application(Scope.CLOSURES_WRITE);
        return List.of(
                Route.post("/v1/closures/{id}/links", write, this::make).limited(Limit.PROPOSALS),
                Route.get("/v1/closures/{id}/links", write, this::list),
                Route.post("/v1/closures/{id}/links/{linkId}/renewal", write, this::renew)
                        .limited(Limit.PROPOSALS),
                Route.delete("/v1/closures/{id}/links/{linkId}", write, this::revoke));
    }

    private Mono<ServerResponse> make(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        ClosureId id = Callers.closure(request);
        return bodies.read(request, LinkInput::read)
                .flatMap(wanted ->
                        desk.make(tenant, id, wanted, ApiKeyEndpoints.asked(request, id + "/links", meaning(wanted))))
                .flatMap(made -> {
                    LinkToken token = made.token();
                    return Answers.json(
                            Idempotency.made(made.again()),
                            LinkView.of(made.link()).put("url", token == null ? null : url(id, token.text())));
                });
    }

    private static Fields meaning(LinkDesk.Wanted wanted) {
        return Fields.of("participant", wanted.participant())
                .put("expiresIn", wanted.lifetime())
                .put("reuse", wanted.reusable());
    }

    /** Where a participant begins. What stands behind the hash sign never leaves its browser but in a header to us. */
    private String url(ClosureId id, String token) {
        return settings.publicOrigin() + "/s/" + id + "#" + token;
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        new Query(request).end();
        return desk.all(Callers.tenant(request), Callers.closure(request))
                .flatMap(links -> Answers.ok(
                        Fields.of("links", links.stream().map(LinkView::of).toList())));
    }

    private Mono<ServerResponse> renew(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        ClosureId id = Callers.closure(request);
        UUID link = link(request);
        return bodies.readOptional(request, LinkInput.Renewal::read)
                .flatMap(renewal -> desk.renew(tenant, id, link, renewal.lifetime()))
                .flatMap(renewed -> Answers.ok(LinkView.of(renewed)));
    }

    private Mono<ServerResponse> revoke(ServerRequest request) {
        new Query(request).end();
        return desk.revoke(Callers.tenant(request), Callers.closure(request), link(request))
                .then(ServerResponse.noContent().build());
    }

    private static UUID link(ServerRequest request) {
        return id(request, "linkId", "There is no such link.");
    }

    static UUID id(ServerRequest request, String variable, String unknown) {
        String text = request.pathVariable(variable);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException noId) {
            // as unknown as one that nobody has
        }
        throw Problem.of(ProblemCode.NOT_FOUND, unknown).exception();
    }
}
