package dev.epilogue.web.gate;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Where access is open, whatever runs on the machine may call, and so could any web page in its browser. None may: neither one of
 * another site, nor one whose name was made to point here.
 */
@Component
@ConditionalOnProperty(name = "epilogue.access.mode", havingValue = "open")
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
final class OwnMachine implements WebFilter {

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return foreign(exchange.getRequest())
                ? Mono.error(Problem.of(
                                ProblemCode.ORIGIN_REFUSED,
                                "Access is open to this machine only, under its own name, and to no page of another site.")
                        .exception())
                : chain.filter(exchange);
    }

    private static boolean foreign(ServerHttpRequest request) {
        String origin = request.getHeaders().getFirst(HttpHeaders.ORIGIN);
        return !NAMES.contains(BrowserCall.of(request).hostName())
                || (origin != null && !NAMES.contains(String.valueOf(hostOf(origin))))
                || (crossSite(request) && !followedLink(request));
    }

    private static boolean crossSite(ServerHttpRequest request) {
        return "cross-site".equals(request.getHeaders().getFirst("Sec-Fetch-Site"));
    }

    /** Somebody who clicks on a link to a page of ours; the page where it stands sees nothing of it. */
    private static boolean followedLink(ServerHttpRequest request) {
        return request.getMethod() == HttpMethod.GET
                && "navigate".equals(request.getHeaders().getFirst("Sec-Fetch-Mode"))
                && !request.getPath().value().startsWith("/v1/");
    }

    private static @Nullable String hostOf(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException noOrigin) {
            return null;
        }
    }
}
