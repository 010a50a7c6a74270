package dev.epilogue.web.http;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** How answers leave. None is kept by anybody on the way: closures change, and each reader sees its own. */
public final class Answers {

    private Answers() {}

    public static Mono<ServerResponse> ok(Fields fields) {
        return json(ServerResponse.ok(), fields);
    }

    public static Mono<ServerResponse> json(ServerResponse.BodyBuilder response, Fields fields) {
        return response.contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .bodyValue(Wire.bytes(fields));
    }
}
