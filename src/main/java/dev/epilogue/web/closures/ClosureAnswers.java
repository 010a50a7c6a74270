package dev.epilogue.web.closures;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.store.Loaded;
import dev.epilogue.web.http.Answers;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** How a closure leaves: whole, with its revision as the tag. */
public final class ClosureAnswers {

    private ClosureAnswers() {}

    public static Mono<ServerResponse> closure(Loaded loaded) {
        return closure(HttpStatus.OK, loaded);
    }

    public static Mono<ServerResponse> closure(HttpStatus status, Loaded loaded) {
        Closure closure = loaded.closure();
        return Answers.json(
                ServerResponse.status(status).eTag(etag(closure)), ClosureView.of(closure, loaded.lastEvent()));
    }

    public static Mono<ServerResponse> created(Loaded loaded) {
        Closure closure = loaded.closure();
        return Answers.json(
                ServerResponse.created(locationOf(closure.id())).eTag(etag(closure)),
                ClosureView.of(closure, loaded.lastEvent()));
    }

    /** What a key stands for, as it is now. */
    public static Mono<ServerResponse> replayed(Loaded loaded) {
        Closure closure = loaded.closure();
        return Answers.json(
                ServerResponse.ok()
                        .eTag(etag(closure))
                        .location(locationOf(closure.id()))
                        .header("Idempotent-Replayed", "true"),
                ClosureView.of(closure, loaded.lastEvent()));
    }

    static String etag(Closure closure) {
        return "\"" + closure.revision() + "\"";
    }

    private static URI locationOf(ClosureId id) {
        return URI.create("/v1/closures/" + id);
    }
}
