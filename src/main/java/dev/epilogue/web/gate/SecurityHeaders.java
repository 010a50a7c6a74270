package dev.epilogue.web.gate;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What browsers are told with every answer. A handler that needs another policy for its page sets its own. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class SecurityHeaders implements WebFilter {

    private static final String POLICY = "Content-Security-Policy";

    /** An answer is no page: nothing in it is run, shown in a frame, or fetched for it. */
    private static final String OF_ANSWERS = "default-src 'none'; frame-ancestors 'none'";

    /** A page runs our files and talks to us, and its scripts make no markup. */
    private static final String OF_PAGES =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        exchange.getResponse().beforeCommit(() -> {
            settle(headers);
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    private static void settle(HttpHeaders headers) {
        MediaType type = headers.getContentType();
        boolean page = type != null && type.isCompatibleWith(MediaType.TEXT_HTML);
        absent(headers, POLICY, page ? OF_PAGES : OF_ANSWERS);
        absent(headers, "X-Content-Type-Options", "nosniff");
        absent(headers, "Referrer-Policy", "no-referrer");
        absent(headers, "X-Frame-Options", "DENY");
        absent(headers, "Cross-Origin-Resource-Policy", "same-origin");
        if (page) {
            // wallets open windows of their own
            absent(headers, "Cross-Origin-Opener-Policy", "same-origin-allow-popups");
        }
    }

    private static void absent(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }
}
