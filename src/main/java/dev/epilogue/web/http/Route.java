package dev.epilogue.web.http;

import dev.epilogue.access.Access;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * One call of the API.
 *
 * @param pattern as {@code /v1/closures/{id}}
 * @param access who may make it
 */
public record Route(HttpMethod method, String pattern, Access access, HandlerFunction<ServerResponse> handler) {

    public static Route get(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.GET, pattern, access, handler);
    }

    public static Route post(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.POST, pattern, access, handler);
    }

    public static Route patch(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.PATCH, pattern, access, handler);
    }

    public static Route delete(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.DELETE, pattern, access, handler);
    }
}
