package dev.epilogue.web.webhooks;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.limits.Limit;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Kind;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.webhook.PastDelivery;
import dev.epilogue.webhook.Webhooks;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A tenant's own webhooks. A secret is shown once. */
@Component
final class WebhookEndpoints implements Endpoints {

    private static final String WEBHOOKS = "/v1/webhooks";
    private static final String ONE = WEBHOOKS + "/{webhookId}";
    private static final Access ADMIN = Access.application(Scope.ADMIN);
    private static final Kind<Long> CURSOR = Kinds.text("a cursor of this list", "[1-9][0-9]{0,17}", Long::valueOf);

    private final Webhooks webhooks;
    private final Bodies bodies;

    WebhookEndpoints(Webhooks webhooks, Bodies bodies) {
        this.webhooks = webhooks;
        this.bodies = bodies;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(WEBHOOKS, ADMIN, this::list),
                Route.post(WEBHOOKS, ADMIN, this::create).limited(Limit.PROPOSALS),
                Route.get(ONE, ADMIN, this::show),
                Route.patch(ONE, ADMIN, this::change).limited(Limit.PROPOSALS),
                Route.delete(ONE, ADMIN, this::delete),
                Route.post(ONE + "/test", ADMIN, this::test).limited(Limit.WEBHOOK_TESTS),
                Route.get(ONE + "/deliveries", ADMIN, this::deliveries),
                Route.post(ONE + "/replay", ADMIN, this::replay).limited(Limit.PROPOSALS),
                Route.post(ONE + "/secret", ADMIN, this::rotate).limited(Limit.PROPOSALS));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        new Query(request).end();
        return webhooks.all(Callers.tenant(request))
                .map(WebhookView::of)
                .collectList()
                .flatMap(all -> Answers.ok(Fields.of("webhooks", all)));
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        return bodies.read(request, WebhookInput::wanted)
                .flatMap(terms -> webhooks.create(tenant, terms))
                .flatMap(made -> Answers.json(
                        ServerResponse.status(HttpStatus.CREATED)
                                .location(URI.create(
                                        WEBHOOKS + "/" + made.endpoint().id())),
                        given(made)));
    }

    private static Fields given(Webhooks.Given given) {
        return WebhookView.of(given.endpoint()).put("secret", given.secret().text());
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        new Query(request).end();
        return webhooks.find(Callers.tenant(request), id(request)).flatMap(found -> Answers.ok(WebhookView.of(found)));
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        UUID id = id(request);
        return bodies.read(request, WebhookInput::change)
                .flatMap(change -> webhooks.change(tenant, id, change.terms(), change.enabled()))
                .flatMap(changed -> Answers.ok(WebhookView.of(changed)));
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        new Query(request).end();
        return webhooks.delete(Callers.tenant(request), id(request))
                .then(ServerResponse.noContent()
                        .header("Cache-Control", "no-store")
                        .build());
    }

    private Mono<ServerResponse> test(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        UUID id = id(request);
        return bodies.readOptional(request, WebhookInput::nothing)
                .then(webhooks.test(tenant, id))
                .flatMap(reply -> Answers.ok(WebhookView.of(reply)));
    }

    private Mono<ServerResponse> deliveries(ServerRequest request) {
        Query query = new Query(request);
        Boolean delivered = query.bool("delivered");
        Long cursor = query.one("cursor", CURSOR);
        int limit = query.integer("limit", 1, 200, 50);
        query.end();
        long before = Objects.requireNonNullElse(cursor, Long.MAX_VALUE);
        return webhooks.deliveries(Callers.tenant(request), id(request), delivered, before, limit)
                .collectList()
                .flatMap(page -> Answers.ok(page(page, limit)));
    }

    private static Fields page(List<PastDelivery> page, int limit) {
        String next = page.size() < limit ? null : String.valueOf(page.getLast().number());
        return Fields.of("deliveries", page.stream().map(WebhookView::of).toList())
                .put("nextCursor", next);
    }

    private Mono<ServerResponse> replay(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        UUID id = id(request);
        return bodies.read(request, WebhookInput::replay)
                .flatMap(from -> from.position() != null
                        ? webhooks.replay(tenant, id, from.position())
                        : webhooks.replay(tenant, id, Objects.requireNonNull(from.time())))
                .flatMap(moved -> Answers.ok(WebhookView.of(moved)));
    }

    private Mono<ServerResponse> rotate(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        UUID id = id(request);
        return bodies.readOptional(request, WebhookInput::nothing)
                .then(webhooks.rotate(tenant, id))
                .flatMap(rotated -> Answers.ok(given(rotated)));
    }

    /** One that nobody can have is as unknown as one that nobody has. */
    private static UUID id(ServerRequest request) {
        String text = request.pathVariable("webhookId");
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException noId) {
            // no id at all
        }
        throw Problem.of(ProblemCode.WEBHOOK_NOT_FOUND, "There is no such webhook.")
                .exception();
    }
}
