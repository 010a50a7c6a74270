package dev.epilogue.web.streams;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.turns.Turns;
import dev.epilogue.web.http.Admission;
import dev.epilogue.web.http.CallerLanes;
import dev.epilogue.web.http.EventStreams;
import dev.epilogue.web.http.Places;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Event streams wait for their turn to be opened, addresses in turns: when all readers come again at once, as after a restart, they are
 * served one after the other instead of being sent away to come again at once.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 90)
final class Openings implements WebFilter {

    private final Turns turns;
    private final Duration patience;
    private final Duration least;

    Openings(StreamSettings settings, MeterRegistry meters) {
        turns = new Turns(settings.opening(), settings.most());
        patience = settings.patience();
        least = settings.turn();
        Gauge.builder("epilogue.streams.waiting", turns, Turns::waiting)
                .description("Event streams that wait to be opened")
                .register(meters);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return opensStream(exchange.getRequest()) ? opened(exchange, chain) : chain.filter(exchange);
    }

    private Mono<Void> opened(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> {
            Turns.Turn turn = turns.turn(CallerLanes.address(exchange.getRequest()));
            Admission.waitsElsewhere(exchange);
            AtomicBoolean begun = new AtomicBoolean();
            Places.took(exchange, () -> end(turn, begun));
            exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> end(turn, begun)));
            return turn.come()
                    .timeout(patience)
                    .onErrorMap(TimeoutException.class, late -> busy())
                    .onErrorMap(Turns.Full.class, full -> busy())
                    .then(Mono.defer(() -> {
                        begun.set(true);
                        return chain.filter(exchange);
                    }))
                    .doFinally(end -> end(turn, begun));
        });
    }

    /** Nobody waits for the rest of a turn but who comes next. So others find the processors free, however many streams come. */
    private void end(Turns.Turn turn, AtomicBoolean begun) {
        if (begun.get() && least.isPositive()) {
            Schedulers.parallel().schedule(turn::end, least.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            turn.end();
        }
    }

    /** A head comes without a stream. */
    private static boolean opensStream(ServerHttpRequest request) {
        return request.getMethod() == HttpMethod.GET && EventStreams.asked(request);
    }

    private static RuntimeException busy() {
        return Problem.of(ProblemCode.OVERLOADED, "Too many event streams wait to be opened.")
                .retryAfter(EventStreams.COME_BACK)
                .exception();
    }
}
