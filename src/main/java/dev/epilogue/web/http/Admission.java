package dev.epilogue.web.http;

import dev.epilogue.pipeline.Backlog;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.store.DatabaseLoad;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses early what could only wait: memory stays bounded, and what is let in is answered soon. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class Admission implements WebFilter {

    private static final Duration LATER = Duration.ofSeconds(2);

    private final AdmissionSettings settings;
    private final DatabaseLoad database;
    private final Backlog backlog;
    private final AtomicInteger changes = new AtomicInteger();

    Admission(AdmissionSettings settings, DatabaseLoad database, Backlog backlog) {
        this.settings = settings;
        this.database = database;
        this.backlog = backlog;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        if (!path.startsWith("/v1/")) {
            return chain.filter(exchange);
        }
        boolean change = exchange.getRequest().getMethod() == HttpMethod.POST;
        return obstacle(change, path)
                .map(reason -> Mono.<Void>error(Problem.of(ProblemCode.OVERLOADED, reason)
                        .retryAfter(LATER)
                        .exception()))
                .orElseGet(() -> change ? counted(chain.filter(exchange)) : chain.filter(exchange));
    }

    private Optional<String> obstacle(boolean change, String path) {
        if (change && changes.get() >= settings.changes()) {
            return Optional.of("Too many requests are being worked on.");
        }
        if (database.waiting() >= settings.statements()) {
            return Optional.of("Too much waits for the database.");
        }
        if (change && path.equals("/v1/closures") && backlog.overdue() >= settings.backlog()) {
            return Optional.of("Too many closures wait for their turn; open ones go on.");
        }
        return Optional.empty();
    }

    private Mono<Void> counted(Mono<Void> request) {
        return Mono.defer(() -> {
            changes.incrementAndGet();
            return request.doFinally(end -> changes.decrementAndGet());
        });
    }
}
