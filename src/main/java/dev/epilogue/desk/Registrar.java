package dev.epilogue.desk;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.TenantId;
import dev.epilogue.pipeline.Handover;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Loaded;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Loads a closure, has something decided about it, stores that; decides anew where somebody else was faster. */
@Component
class Registrar {

    /** With 32 participants signing at the same moment, the last one has 31 before it. */
    private static final Retry ANEW = Retry.backoff(48, Duration.ofMillis(2))
            .maxBackoff(Duration.ofMillis(50))
            .filter(failure -> failure instanceof Conflict)
            .onRetryExhaustedThrow((spec, signal) -> Problem.of(
                            ProblemCode.OVERLOADED, "Too many changes of this closure at the same time.")
                    .retryAfter(Duration.ofSeconds(1))
                    .exception());

    private final ClosureStore closures;
    private final Handover handover;

    Registrar(ClosureStore closures, Handover handover) {
        this.closures = closures;
        this.handover = handover;
    }

    Mono<Loaded> find(TenantId tenant, ClosureId id) {
        return closures.find(tenant, id).switchIfEmpty(Mono.error(Registrar::notFound));
    }

    /** As it was at this revision or is at a later one. */
    Mono<Loaded> find(TenantId tenant, ClosureId id, long revision) {
        return closures.find(tenant, id, revision).switchIfEmpty(Mono.error(Registrar::notFound));
    }

    /** What was decided, and what the closure is now. */
    record Settled(Decision decision, Loaded loaded) {}

    /** @param decide asked again with the newer closure after a conflict */
    Mono<Settled> change(TenantId tenant, ClosureId id, Function<Loaded, Mono<Decision>> decide) {
        return change(Mono.defer(() -> find(tenant, id)), decide);
    }

    private Mono<Settled> change(Mono<Loaded> found, Function<Loaded, Mono<Decision>> decide) {
        return found.flatMap(loaded -> decide.apply(loaded).flatMap(decision -> store(loaded, decision)))
                .retryWhen(ANEW);
    }

    /**
     * The same, decided on what this process has last seen where it remembers. Only what is stored rests on memory: anything else is
     * decided anew on a reading, and explained then alone.
     *
     * @param anew when that is done
     */
    Mono<Settled> changeKnown(
            TenantId tenant, ClosureId id, Function<Loaded, Mono<Decision>> decide, UnaryOperator<Mono<Settled>> anew) {
        return Mono.defer(() -> Mono.justOrEmpty(closures.recent(tenant, id)))
                .flatMap(known -> decide.apply(known)
                        .contextWrite(PaidExplanations::none)
                        .onErrorResume(ProblemException.class, refused -> Mono.empty())
                        .ofType(Decision.Changed.class)
                        .flatMap(decision -> store(known, decision)))
                .onErrorResume(Conflict.class, changed -> Mono.empty())
                .switchIfEmpty(Mono.defer(() -> anew.apply(change(current(tenant, id), decide))));
    }

    private Mono<Loaded> current(TenantId tenant, ClosureId id) {
        return Mono.defer(() -> closures.current(tenant, id)).switchIfEmpty(Mono.error(Registrar::notFound));
    }

    private Mono<Settled> store(Loaded loaded, Decision decision) {
        return switch (decision) {
            case Decision.Refused refused -> Mono.error(refused.problem().exception());
            case Decision.Unchanged unchanged -> Mono.just(new Settled(decision, loaded));
            case Decision.Changed changed -> store(loaded, changed);
        };
    }

    private Mono<Settled> store(Loaded before, Decision.Changed decision) {
        Change change = decision.change();
        return handover.write(before, change).map(stored -> {
            if (!stored.stored()) {
                throw new Conflict();
            }
            return new Settled(decision, before.after(change, stored));
        });
    }

    static ProblemException notFound() {
        return Problem.of(ProblemCode.CLOSURE_NOT_FOUND, "There is no such closure.")
                .exception();
    }

    private static final class Conflict extends RuntimeException {
        Conflict() {
            super("changed since it was read", null, false, false);
        }
    }
}
