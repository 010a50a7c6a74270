package dev.epilogue.web.gate;

import dev.epilogue.access.Principal;
import dev.epilogue.desk.PaidExplanations;
import dev.epilogue.limits.Answer;
import dev.epilogue.limits.Limit;
import dev.epilogue.limits.Quotas;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.web.http.CallerLanes;
import dev.epilogue.web.http.Places;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Takes what a call costs from its caller's limits, and says with the answer how much is left. */
@Component
public final class Counting {

    /** In signatures: recoveries that an explanation may cost. */
    private static final int EXPLANATION = 12;

    private static final Duration LEAST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int MOST_HELD = 10_000;

    private static final Set<ProblemCode> OF_SIGNATURES = EnumSet.of(
            ProblemCode.SIGNATURE_LENGTH,
            ProblemCode.SIGNATURE_HIGH_S,
            ProblemCode.SIGNATURE_STRANGER,
            ProblemCode.SIGNATURE_PREFIX,
            ProblemCode.SIGNATURE_ROUND,
            ProblemCode.SIGNATURE_ORDER);

    private final AtomicInteger held = new AtomicInteger();
    private final Quotas quotas;

    Counting(Quotas quotas) {
        this.quotas = quotas;
    }

    /** Fails with {@code rate-limited} where nothing is left. */
    public Mono<Void> count(ServerRequest request, Principal principal, @Nullable Limit limit) {
        return limit == null ? Mono.empty() : quotas.take(principal, limit, 1).flatMap(answer -> told(request, answer));
    }

    /** The same for a part of a request whose answer has begun. */
    public Mono<Void> count(Principal principal, Limit limit) {
        return quotas.take(principal, limit, 1).flatMap(answer -> answer.taken() ? Mono.empty() : held(answer));
    }

    /**
     * What was counted, and what explaining a refusal costs on top of it: as much as the signatures that could be checked meanwhile. Whoever
     * has handed in too many that did not count is told so before anything is looked at.
     */
    public <T> Mono<T> checked(Principal principal, Mono<T> signing) {
        return checked(principal, signing, spent -> held(spent));
    }

    /** The same, said with the answer as well. */
    public <T> Mono<T> checked(ServerRequest request, Principal principal, Mono<T> signing) {
        return checked(principal, signing, spent -> told(request, spent));
    }

    private <T> Mono<T> checked(Principal principal, Mono<T> signing, Function<Answer, Mono<Void>> refusing) {
        return quotas.purse(principal, Limit.REFUSED_SIGNATURES).flatMap(refused -> {
            if (refused.spent()) {
                Answer spent = refused.refuse();
                return refusing.apply(spent).then(Mono.error(spent.refusal()));
            }
            return explained(principal, signing).doOnError(Counting::isRefusedSignature, failure -> refused.spend());
        });
    }

    private <T> Mono<T> explained(Principal principal, Mono<T> signing) {
        return quotas.purse(principal, Limit.SIGNATURES)
                .flatMap(purse ->
                        signing.contextWrite(context -> PaidExplanations.in(context, () -> purse.spare(EXPLANATION))));
    }

    private static boolean isRefusedSignature(Throwable failure) {
        return failure instanceof ProblemException refused
                && OF_SIGNATURES.contains(refused.problem().code());
    }

    /** The same for a call that everybody may make. */
    Mono<Void> count(ServerRequest request, @Nullable Limit limit) {
        return limit == null ? Mono.empty() : Mono.defer(() -> told(request, quotas.take(address(request), limit)));
    }

    /** Fails with {@code rate-limited}: too many credentials of this address did not stand. */
    <T> Mono<T> refuse(ServerRequest request) {
        Answer answer = quotas.refuse(address(request));
        // at once: others may share the address
        say(request, answer);
        return Mono.error(answer.refusal());
    }

    private static String address(ServerRequest request) {
        return CallerLanes.address(request.exchange().getRequest());
    }

    private Mono<Void> told(ServerRequest request, Answer answer) {
        say(request, answer);
        if (answer.taken()) {
            return Mono.empty();
        }
        Places.giveBack(request.exchange());
        return held(answer);
    }

    private static void say(ServerRequest request, Answer answer) {
        if (answer.limited()) {
            HttpHeaders headers = request.exchange().getResponse().getHeaders();
            String name = '"' + answer.limit().wireName() + '"';
            headers.set(
                    "RateLimit-Policy",
                    name + ";q=" + answer.rate().burst() + ";w=" + answer.rate().seconds());
            headers.set("RateLimit", name + ";r=" + answer.left() + ";t=" + seconds(answer));
        }
    }

    /** Not at once: whoever asks again as soon as it is answered would use up for refusals what its limit leaves to others. */
    private Mono<Void> held(Answer answer) {
        return Mono.defer(() -> {
            boolean room = held.incrementAndGet() <= MOST_HELD;
            Mono<Void> refusal = Mono.error(answer.refusal());
            return (room ? Mono.delay(pause()).then(refusal) : refusal).doFinally(end -> held.decrementAndGet());
        });
    }

    /** Those who came together do not come again together. */
    private static Duration pause() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(LEAST.toMillis(), LONGEST.toMillis()));
    }

    private static long seconds(Answer answer) {
        return answer.after().plusMillis(999).toSeconds();
    }
}
