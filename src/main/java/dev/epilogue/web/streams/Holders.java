package dev.epilogue.web.streams;

import dev.epilogue.access.Principal;
import dev.epilogue.limits.Quotas;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.EventStreams;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Who holds how much of this instance open: streams, and requests that wait for a change. A tenant counts as one, whichever of its keys
 * are used.
 */
@Component
public final class Holders {

    private final StreamSettings settings;
    private final Map<String, Integer> held = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    Holders(StreamSettings settings) {
        this.settings = settings;
    }

    /** A wait of a caller's, which is held as a stream is. */
    public <T> Mono<T> during(ServerRequest request, Duration wait, Mono<T> waiting) {
        return wait.isZero()
                ? waiting
                : Mono.defer(() -> {
                    Principal principal = Callers.principal(request);
                    admit(principal);
                    return Mono.using(() -> opened(principal), held -> waiting, this::closed);
                });
    }

    /**
     * Those who ask at the same moment do not count each other's: the limit is against hoards.
     *
     * @throws dev.epilogue.problem.ProblemException when no more is possible
     */
    void admit(Principal principal) {
        if (all.get() >= settings.most()) {
            throw Problem.of(ProblemCode.OVERLOADED, "No more can be held open here at present.")
                    .retryAfter(EventStreams.COME_BACK)
                    .exception();
        }
        int most = settings.most(principal);
        if (held.getOrDefault(Quotas.caller(principal), 0) >= most) {
            throw Problem.of(
                            ProblemCode.RATE_LIMITED,
                            "This caller holds %d event streams and waiting requests here, and more are not possible."
                                    .formatted(most))
                    .retryAfter(EventStreams.COME_BACK)
                    .with("limit", "open-streams")
                    .exception();
        }
    }

    Principal opened(Principal principal) {
        all.incrementAndGet();
        held.merge(Quotas.caller(principal), 1, Integer::sum);
        return principal;
    }

    void closed(Principal principal) {
        all.decrementAndGet();
        held.computeIfPresent(Quotas.caller(principal), (caller, count) -> count > 1 ? count - 1 : null);
    }
}
