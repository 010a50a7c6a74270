package dev.epilogue.web.http;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.store.IdempotencyKey;
import dev.epilogue.store.IdempotencyStore;
import dev.epilogue.store.IdempotencyStore.Earlier;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Lets a call happen once under its {@code Idempotency-Key}. Only successes are remembered: a refused call may be tried again
 * with the same key.
 */
@Component
public final class Idempotency {

    private static final String HEADER = "Idempotency-Key";

    private final IdempotencyStore store;

    Idempotency(IdempotencyStore store) {
        this.store = store;
    }

    /**
     * What a caller wants done once.
     *
     * @param fingerprint of its meaning
     * @param action does it; runs to its end even if the caller goes away
     * @param answer for the first time
     * @param replay answers when it was done before
     */
    public record Call<T>(
            String fingerprint,
            Supplier<Mono<T>> action,
            Function<T, ClosureId> closure,
            Function<T, Mono<ServerResponse>> answer,
            Function<ClosureId, Mono<ServerResponse>> replay) {}

    public <T> Mono<ServerResponse> once(ServerRequest request, Call<T> call) {
        Optional<String> key = key(request).map(given -> Callers.principal(request).scopeOf(given));
        if (key.isEmpty()) {
            return shielded(Mono.defer(call.action())).flatMap(call.answer());
        }
        TenantId tenant = Callers.tenant(request);
        return store.claim(tenant, key.get(), call.fingerprint())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(earlier ->
                        earlier.map(before -> again(before, call)).orElseGet(() -> first(tenant, key.get(), call)));
    }

    private <T> Mono<ServerResponse> first(TenantId tenant, String key, Call<T> call) {
        Mono<T> kept = Mono.defer(call.action())
                .contextWrite(IdempotencyKey.of(key))
                .flatMap(done ->
                        store.complete(tenant, key, call.closure().apply(done)).thenReturn(done))
                .onErrorResume(failure -> store.giveUp(tenant, key).then(Mono.error(failure)));
        return shielded(kept).flatMap(call.answer());
    }

    private static Mono<ServerResponse> again(Earlier earlier, Call<?> call) {
        if (!earlier.fingerprint().equals(call.fingerprint())) {
            return Mono.error(
                    Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, "The key stands for another request already.")
                            .exception());
        }
        return earlier.closure()
                .map(call.replay())
                .orElseGet(() -> Mono.error(Problem.of(
                                ProblemCode.IDEMPOTENCY_IN_PROGRESS,
                                "The first request with this key is still running.")
                        .retryAfter(Duration.ofSeconds(1))
                        .exception()));
    }

    /** Half a mutation helps nobody: what has begun goes on when its caller hangs up. */
    private static <T> Mono<T> shielded(Mono<T> work) {
        return Mono.fromFuture(work::toFuture, true);
    }

    private static Optional<String> key(ServerRequest request) {
        String key = request.headers().firstHeader(HEADER);
        if (key != null && !key.matches("[\\x21-\\x7e]{1,255}")) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, HEADER, "Expected 1 to 255 visible ASCII characters.")
                    .exception();
        }
        return Optional.ofNullable(key);
    }
}
