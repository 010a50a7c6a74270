package dev.epilogue.web.http;

import dev.epilogue.pipeline.Backlog;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.store.DatabaseLoad;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses early what could only wait: memory stays bounded, and what is let in is answered soon. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
public final class Admission implements WebFilter {

    private static final String ELSEWHERE = Admission.class.getName() + ".elsewhere";

    private static final Duration LATER = Duration.ofSeconds(2);
    private static final String TOO_MANY = "Too many requests are being worked on.";

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
        if (!path.startsWith("/v1/") || exchange.getAttribute(ELSEWHERE) != null) {
            return chain.filter(exchange);
        }
        boolean change = Methods.changes(exchange.getRequest().getMethod());
        return obstacle(change, path)
                .map(reason -> Mono.<Void>error(overloaded(reason)))
                .orElseGet(() -> change ? counted(exchange, chain) : chain.filter(exchange));
    }

    /** For requests that have a line of their own. */
    public static void waitsElsewhere(ServerWebExchange exchange) {
        exchange.getAttributes().put(ELSEWHERE, true);
    }

    private Optional<String> obstacle(boolean change, String path) {
        if (change && changes.get() >= settings.changes()) {
            return Optional.of(TOO_MANY);
        }
        if (database.waiting() >= settings.statements()) {
            return Optional.of("Too much waits for the database.");
        }
        if (change && path.equals("/v1/closures") && backlog.overdue() >= settings.backlog()) {
            return Optional.of("Too many closures wait for their turn; open ones go on.");
        }
        return Optional.empty();
    }

    private Mono<Void> counted(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> {
            Work work = new Work(changes);
            exchange.getAttributes().put(Work.ATTRIBUTE, work);
            Places.took(exchange, work::end);
            if (exchange.getRequest().getMethod() == HttpMethod.DELETE && !work.begin(settings.changes())) {
                // no body is awaited
                return Mono.error(overloaded(TOO_MANY));
            }
            return chain.filter(exchange).doFinally(end -> work.end());
        });
    }

    /**
     * From here on the request is worked on: everything that the caller has to send is there. Whoever takes long to send it holds up
     * nobody.
     *
     * @throws dev.epilogue.problem.ProblemException where too many are already
     */
    void begin(ServerRequest request) {
        if (request.exchange().getAttribute(Work.ATTRIBUTE) instanceof Work work && !work.begin(settings.changes())) {
            throw overloaded(TOO_MANY);
        }
    }

    private static ProblemException overloaded(String reason) {
        return Problem.of(ProblemCode.OVERLOADED, reason).retryAfter(LATER).exception();
    }

    /** Whether one request is among those that are worked on. Counted at most once, and not after its end. */
    private static final class Work {

        static final String ATTRIBUTE = Work.class.getName();

        private final AtomicInteger all;
        private boolean begun;
        private boolean ended;

        Work(AtomicInteger all) {
            this.all = all;
        }

        synchronized boolean begin(int most) {
            if (begun || ended) {
                return true;
            }
            begun = all.incrementAndGet() <= most;
            if (!begun) {
                all.decrementAndGet();
            }
            return begun;
        }

        synchronized void end() {
            ended = true;
            if (begun) {
                begun = false;
                all.decrementAndGet();
            }
        }
    }
}
