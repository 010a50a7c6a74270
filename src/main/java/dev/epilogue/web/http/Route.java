package dev.epilogue.web.http;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * One call of the API.
 *
 * @param pattern as {@code /v1/closures/{id}}
 */
public record Route(HttpMethod method, String pattern, HandlerFunction<ServerResponse> handler) {

    public static Route get(String pattern, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.GET, pattern, handler);
    }

    public static Route post(String pattern, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.POST, pattern, handler);
    }
}
