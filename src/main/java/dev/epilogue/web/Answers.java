package dev.epilogue.web;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.store.Loaded;
import dev.epilogue.web.view.ClosureView;
import dev.epilogue.web.view.Fields;
import dev.epilogue.web.view.Wire;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** How answers leave. None is kept by anybody on the way: closures change, and each reader sees its own. */
final class Answers {

    private Answers() {}

    static Mono<ServerResponse> ok(Fields fields) {
        return json(ServerResponse.ok(), fields);
    }

    static Mono<ServerResponse> closure(Loaded loaded) {
        return closure(HttpStatus.OK, loaded);
    }

    static Mono<ServerResponse> closure(HttpStatus status, Loaded loaded) {
        Closure closure = loaded.closure();
        return json(ServerResponse.status(status).eTag(etag(closure)), ClosureView.of(closure, loaded.lastEvent()));
    }

    static Mono<ServerResponse> created(Loaded loaded) {
        Closure closure = loaded.closure();
        return json(
                ServerResponse.created(locationOf(closure.id())).eTag(etag(closure)),
                ClosureView.of(closure, loaded.lastEvent()));
    }

    /** What a key stands for, as it is now. */
    static Mono<ServerResponse> replayed(Loaded loaded) {
        Closure closure = loaded.closure();
        return json(
                ServerResponse.ok()
                        .eTag(etag(closure))
                        .location(locationOf(closure.id()))
                        .header("Idempotent-Replayed", "true"),
                ClosureView.of(closure, loaded.lastEvent()));
    }

    static Mono<ServerResponse> json(ServerResponse.BodyBuilder response, Fields fields) {
        return response.contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .bodyValue(Wire.bytes(fields));
    }

    static String etag(Closure closure) {
        return "\"" + closure.revision() + "\"";
    }

    static URI locationOf(ClosureId id) {
        return URI.create("/v1/closures/" + id);
    }
}
