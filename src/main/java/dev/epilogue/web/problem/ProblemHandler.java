package dev.epilogue.web.problem;

import dev.epilogue.problem.Problem;
import dev.epilogue.web.http.Wire;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;

/** The only place where failures become HTTP answers, whoever failed: a handler, a route that does not exist, the framework. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ProblemHandler implements WebExceptionHandler {

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (answeredByTheServer(exchange.getResponse())) {
            return exchange.getResponse().setComplete().onErrorComplete();
        }
        if (callerIsGone(failure)) {
            exchange.getResponse().setStatusCode(HttpStatus.BAD_REQUEST);
            return Mono.empty();
        }
        return write(exchange, Failures.problemOf(failure));
    }

    /** A body whose framing is broken is refused by the server while a handler still waits for the rest of it. */
    private static boolean answeredByTheServer(ServerHttpResponse response) {
        return ServerHttpResponseDecorator.getNativeResponse(response) instanceof HttpServerResponse server
                && server.hasSentHeaders();
    }

    /** Nobody is left to be told, and nobody here has done anything wrong. Databases and nodes fail with types of their own: these two are the caller's own connection. */
    private static boolean callerIsGone(Throwable failure) {
        return failure instanceof IOException || failure instanceof AbortedException;
    }

    private static Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        ServerHttpResponse response = exchange.getResponse();
        ProblemDocument document =
                ProblemDocument.of(problem, exchange.getRequest().getPath().value());
        Long later = document.retryAfterSeconds();
        if (later != null && RefusedStreams.fits(exchange.getRequest(), document)) {
            Later.tell(response.getHeaders(), problem, document);
            return RefusedStreams.write(response, problem, later);
        }
        HttpHeaders headers = response.getHeaders();
        response.setStatusCode(document.status());
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        Later.tell(headers, problem, document);
        if (document.status() == HttpStatus.UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (document.status() == HttpStatus.REQUEST_TIMEOUT) {
            // where its next request would begin, nobody knows
            headers.set(HttpHeaders.CONNECTION, "close");
        }
        Object closureId = problem.members().get("closureId");
        if (closureId != null) {
            headers.set(HttpHeaders.LOCATION, "/v1/closures/" + closureId);
        }
        if (problem.members().get("allow") instanceof String allow) {
            headers.set(HttpHeaders.ALLOW, allow);
        }
        byte[] bytes = Wire.bytes(document.fields());
        headers.setContentLength(bytes.length);
        DataBuffer body = response.bufferFactory().wrap(bytes);
        return response.writeWith(Mono.just(body));
    }
}
