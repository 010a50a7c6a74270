package dev.epilogue.web.http;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Every address has one spelling. Routes are found by what a path means, with letters written as {@code %76} and parameters behind a
 * semicolon; guards, lines and limits go by what it begins or ends with. What is spelled otherwise is nothing here, so that no
 * spelling leads past them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class PlainPaths implements WebFilter {

    /** Letters, digits and what else is never encoded, slashes, semicolons; and semicolons as they are. */
    private static final Pattern OTHERWISE =
            Pattern.compile(";|%(?:3[0-9B]|[46][1-9A-F]|[57][0-9A]|2[DEF]|5[CF]|7E)", Pattern.CASE_INSENSITIVE);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        return OTHERWISE.matcher(path).find()
                ? Mono.error(Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address.")
                        .exception())
                : chain.filter(exchange);
    }
}
