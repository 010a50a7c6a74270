package dev.epilogue.web.access;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.ApiKeyStore;
import dev.epilogue.credential.ApiKeys;
import dev.epilogue.credential.Asked;
import dev.epilogue.credential.KeyText;
import dev.epilogue.limits.Limit;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Fingerprint;
import dev.epilogue.web.http.Idempotency;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A tenant's own keys. A key is shown once; afterwards only what it may do. */
@Component
final class ApiKeyEndpoints implements Endpoints {

    private static final String KEYS = "/v1/api-keys";
    private static final Access ADMIN = Access.application(Scope.ADMIN);

    private final ApiKeys keys;
    private final Bodies bodies;

    ApiKeyEndpoints(ApiKeys keys, Bodies bodies) {
        this.keys = keys;
        this.bodies = bodies;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(KEYS, ADMIN, this::list),
                Route.post(KEYS, ADMIN, this::create).limited(Limit.PROPOSALS),
                Route.post(KEYS + "/{keyId}/rotation", ADMIN, this::rotate).limited(Limit.PROPOSALS),
                Route.delete(KEYS + "/{keyId}", ADMIN, this::revoke));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        new Query(request).end();
        return keys.ofTenant(Callers.tenant(request))
                .map(ApiKeyView::of)
                .collectList()
                .flatMap(all -> Answers.ok(Fields.of("apiKeys", all)));
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        return bodies.read(request, body -> ApiKeyInput.read(body, tenant))
                .flatMap(wanted -> keys.create(wanted, asked(request, "api-keys", meaning(wanted))))
                .flatMap(ApiKeyEndpoints::given);
    }

    private Mono<ServerResponse> rotate(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        String old = id(request);
        return bodies.readOptional(request, ApiKeyInput::nothing)
                .then(Mono.defer(
                        () -> keys.rotate(tenant, old, asked(request, "api-keys/rotation", Fields.of("of", old)))))
                .flatMap(ApiKeyEndpoints::given);
    }

    private Mono<ServerResponse> revoke(ServerRequest request) {
        new Query(request).end();
        return keys.revoke(Callers.tenant(request), id(request))
                .then(ServerResponse.noContent()
                        .header("Cache-Control", "no-store")
                        .build());
    }

    /** One that no key can have is as unknown as one that none has. */
    private static String id(ServerRequest request) {
        String id = request.pathVariable("keyId");
        if (!KeyText.isId(id)) {
            throw ApiKeys.notFound();
        }
        return id;
    }

    static @Nullable Asked asked(ServerRequest request, String call, Fields meaning) {
        return Idempotency.key(request)
                .map(key -> new Asked(key, Fingerprint.of(call, meaning)))
                .orElse(null);
    }

    private static Fields meaning(ApiKeyStore.Wanted wanted) {
        return Fields.of("name", wanted.name())
                .put(
                        "scopes",
                        wanted.scopes().stream().map(Scope::wireName).sorted().toList())
                .put("expiresAt", wanted.expiresAt());
    }

    private static Mono<ServerResponse> given(ApiKeys.Given given) {
        KeyText text = given.text();
        return Answers.json(
                Idempotency.made(given.again())
                        .location(URI.create(KEYS + "/" + given.key().id())),
                ApiKeyView.of(given.key()).put("key", text == null ? null : text.text()));
    }
}
