package dev.epilogue.web.http;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.store.IdempotencyKey;
import dev.epilogue.store.IdempotencyStore;
import dev.epilogue.store.IdempotencyStore.Claim;
import dev.epilogue.store.Whole;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Lets a call happen once under its {@code Idempotency-Key}. Only successes are remembered: a refused call may be tried again
 * with the same key. A call that comes again while the first one runs waits for what becomes of it: what was done is answered,
 * what was refused is tried.
 */
@Component
public final class Idempotency {

    private static final String HEADER = "Idempotency-Key";
    private static final Kind<String> KEY =
            Kinds.text("1 to 255 visible ASCII characters", "[\\x21-\\x7e]{1,255}", key -> key);

    /** Then the caller is asked to come again, before what stands between us and it loses patience. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration FIRST_LOOK = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final IdempotencyStore store;
    private final Duration wait;

    Idempotency(IdempotencyStore store, WebSettings settings) {
        this.store = store;
        this.wait = settings.longestWait().compareTo(LONGEST_WAIT) < 0 ? settings.longestWait() : LONGEST_WAIT;
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
        return key(request)
                .map(key -> under(key, Callers.tenant(request), call))
                .orElseGet(() -> Whole.piece(Mono.defer(call.action())).flatMap(call.answer()));
    }

    private <T> Mono<ServerResponse> under(String key, TenantId tenant, Call<T> call) {
        // half a mutation helps nobody: what has begun goes on when its caller hangs up, from the claim to the key's
        // end
        Mono<Mono<ServerResponse>> attempt =
                Whole.piece(store.claim(tenant, key, call.fingerprint()).flatMap(claim -> switch (claim) {
                    case Claim.Ours ours ->
                        act(tenant, new IdempotencyKey(key, ours.token()), call).map(call.answer());
                    case Claim.Done done ->
                        same(done.fingerprint(), call)
                                .then(Mono.fromSupplier(() -> call.replay().apply(done.closure())));
                    case Claim.Running running ->
                        same(running.fingerprint(), call).then(Mono.error(new StillRunning()));
                }));
        return awaited(attempt).flatMap(answer -> answer);
    }

    private <T> Mono<T> awaited(Mono<T> attempt) {
        return Mono.defer(() -> {
            long began = System.nanoTime();
            return attempt.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_LOOK)
                            .maxBackoff(LONGEST_PAUSE)
                            .filter(failure ->
                                    failure instanceof StillRunning && System.nanoTime() - began < wait.toNanos()))
                    .onErrorMap(StillRunning.class, StillRunning::problem);
        });
    }

    private <T> Mono<T> act(TenantId tenant, IdempotencyKey key, Call<T> call) {
        return Mono.defer(call.action())
                .contextWrite(IdempotencyKey.of(key.value(), key.token()))
                .flatMap(done ->
                        store.complete(tenant, key, call.closure().apply(done)).thenReturn(done))
                .onErrorResume(failure -> store.giveUp(tenant, key).then(Mono.error(failure)));
    }

    private static Mono<Void> same(String fingerprint, Call<?> call) {
        return fingerprint.equals(call.fingerprint())
                ? Mono.empty()
                : Mono.error(
                        Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, "The key stands for another request already.")
                                .exception());
    }

    /** As its caller chose it, and apart for each kind of caller. */
    public static Optional<String> key(ServerRequest request) {
        return Headers.one(request, HEADER, KEY)
                .map(key -> Callers.principal(request).scopeOf(key));
    }

    /** Of a call that was done before under its key; of one that is done now. */
    public static ServerResponse.BodyBuilder made(boolean again) {
        return again
                ? ServerResponse.ok().header("Idempotent-Replayed", "true")
                : ServerResponse.status(HttpStatus.CREATED);
    }

    private static final class StillRunning extends RuntimeException {
        StillRunning() {
            super("the first request with this key is still running", null, false, false);
        }

        ProblemException problem() {
            return Problem.of(ProblemCode.IDEMPOTENCY_IN_PROGRESS, "The first request with this key is still running.")
                    .retryAfter(Duration.ofSeconds(1))
                    .exception();
        }
    }
}
