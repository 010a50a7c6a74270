package dev.epilogue.web.gate;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Texts;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Keeps other sites' pages out, whatever else they would be stopped by later: no call that changes anything without JSON and from a
 * page of ours, or of an origin that a tenant lists; no answer to a name that is not ours; no token in an address.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
final class BrowserGuard implements WebFilter {

    /** What decides whether a call is let through is said once: who reads the first and who reads the last would see two calls. */
    private static final List<String> ONCE =
            List.of(HttpHeaders.HOST, HttpHeaders.ORIGIN, HttpHeaders.CONTENT_TYPE, "Sec-Fetch-Site", "Sec-Fetch-Mode");

    private static final Set<String> TOKENS = Set.of("token", "access_token");
    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final List<String> ASKED =
            List.of("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID");
    private static final List<String> SHOWN =
            List.of("Location", "ETag", "Retry-After", "RateLimit", "RateLimit-Policy", "Idempotent-Replayed");
    private static final long REMEMBERED = 600;

    private final Origins origins;

    BrowserGuard(Origins origins) {
        this.origins = origins;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String path = request.getPath().value();
        if (path.startsWith("/actuator")) {
            // probes come by whatever address the pod has
            return chain.filter(exchange);
        }
        BrowserCall call = BrowserCall.of(request);
        Optional<Problem> refusal = refusal(call, path, request);
        if (refusal.isPresent()) {
            return Mono.error(refusal.get().exception());
        }
        exchange.getResponse().getHeaders().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        return call.foreign() ? foreign(exchange, call, chain) : chain.filter(exchange);
    }

    /** What is refused whoever sent it. */
    private Optional<Problem> refusal(BrowserCall call, String path, ServerHttpRequest request) {
        Optional<String> repeated = ONCE.stream()
                .filter(name -> request.getHeaders().getOrEmpty(name).size() > 1)
                .findFirst();
        if (repeated.isPresent()) {
            return Optional.of(Problem.of(ProblemCode.INVALID_PARAMETER, repeated.get(), "May stand once."));
        }
        if (!unnamed(request) && !origins.answersTo(call.hostName())) {
            return refused("The service does not answer to this name.");
        }
        if (!path.startsWith("/v1/")) {
            return Optional.empty();
        }
        Optional<String> token = request.getQueryParams().keySet().stream()
                .filter(name -> TOKENS.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (token.isPresent()) {
            return Optional.of(
                    Problem.of(
                            ProblemCode.UNKNOWN_MEMBER,
                            Texts.abridged(token.get()),
                            "There is no such parameter: what lets somebody in is sent in a header or a cookie, never in an address."));
        }
        if (call.changes() && !call.foreign()) {
            return call.unexplained()
                    ? refused("A call with a cookie has to say which page it comes from.")
                    : form(call);
        }
        return Optional.empty();
    }

    /** Who speaks HTTP/1.0 need not say to whom; browsers, which other sites' pages could lead here by a name of theirs, always do. */
    private static boolean unnamed(ServerHttpRequest request) {
        return !request.getHeaders().containsHeader(HttpHeaders.HOST)
                && ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest received
                && received.version().compareTo(HttpVersion.HTTP_1_1) < 0;
    }

    private static Optional<Problem> form(BrowserCall call) {
        return call.deliberate()
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "The call must be application/json or application/x-ndjson."));
    }

    private static Optional<Problem> refused(String why) {
        return Optional.of(Problem.of(ProblemCode.ORIGIN_REFUSED, why));
    }

    /** A page of another origin, or of none, asks. */
    private Mono<Void> foreign(ServerWebExchange exchange, BrowserCall call, WebFilterChain chain) {
        String origin = call.origin();
        Mono<Boolean> allowed = origin == null ? Mono.just(false) : origins.mayCall(origin);
        return allowed.flatMap(may -> {
            if (may && origin != null) {
                return shared(exchange, call, origin, chain);
            }
            boolean refused = call.changes() || preflight(exchange.getRequest());
            // a read goes on: the page that asked cannot see what comes of it
            return refused
                    ? Mono.error(
                            Problem.of(ProblemCode.ORIGIN_REFUSED, "Pages of this origin may not call the service.")
                                    .exception())
                    : chain.filter(exchange);
        });
    }

    private static Mono<Void> shared(
            ServerWebExchange exchange, BrowserCall call, String origin, WebFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.setAccessControlAllowOrigin(origin);
        headers.setAccessControlAllowCredentials(true);
        if (preflight(exchange.getRequest())) {
            headers.setAccessControlAllowMethods(METHODS);
            headers.setAccessControlAllowHeaders(ASKED);
            headers.setAccessControlMaxAge(REMEMBERED);
            response.setStatusCode(HttpStatus.NO_CONTENT);
            return response.setComplete();
        }
        headers.setAccessControlExposeHeaders(SHOWN);
        Optional<Problem> refusal = call.changes() ? form(call) : Optional.empty();
        return refusal.map(problem -> Mono.<Void>error(problem.exception())).orElseGet(() -> chain.filter(exchange));
    }

    private static boolean preflight(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.OPTIONS)
                && request.getHeaders().containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
