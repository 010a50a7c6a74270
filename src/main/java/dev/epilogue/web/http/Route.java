package dev.epilogue.web.http;

import dev.epilogue.access.Access;
import dev.epilogue.limits.Limit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * One call of the API.
 *
 * @param pattern as {@code /v1/closures/{id}}
 * @param access who may make it
 * @param limit which of the caller's limits a call takes one of; null: none, or the handler counts by itself
 */
public record Route(
        HttpMethod method,
        String pattern,
        Access access,
        HandlerFunction<ServerResponse> handler,
        @Nullable Limit limit) {

    /** The same, counted. */
    public Route limited(Limit by) {
        return new Route(method, pattern, access, handler, by);
    }

    public static Route get(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.GET, pattern, access, handler, null);
    }

    public static Route post(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.POST, pattern, access, handler, null);
    }

    public static Route patch(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.PATCH, pattern, access, handler, null);
    }

    public static Route delete(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.DELETE, pattern, access, handler, null);
    }
}
