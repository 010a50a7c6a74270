package dev.epilogue.web.gate;

import dev.epilogue.access.Principal;
import dev.epilogue.desk.PaidExplanations;
import dev.epilogue.limits.Answer;
import dev.epilogue.limits.Limit;
import dev.epilogue.limits.Purse;
import dev.epilogue.limits.Quotas;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.web.http.CallerLanes;
import dev.epilogue.web.http.Places;
import java.util.EnumSet;
import java.util.Set;
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

    private static final Set<ProblemCode> OF_SIGNATURES = EnumSet.of(
            ProblemCode.SIGNATURE_LENGTH,
            ProblemCode.SIGNATURE_HIGH_S,
            ProblemCode.SIGNATURE_STRANGER,
            ProblemCode.SIGNATURE_PREFIX,
            ProblemCode.SIGNATURE_ROUND,
            ProblemCode.SIGNATURE_ORDER);

    private final Quotas quotas;
    private final HeldRefusals refusals;

    Counting(Quotas quotas, HeldRefusals refusals) {
        this.quotas = quotas;
        this.refusals = refusals;
    }

    /** Fails with {@code rate-limited} where nothing is left. */
    public Mono<Void> count(ServerRequest request, Principal principal, @Nullable Limit limit) {
        return limit == null
                ? Mono.empty()
                : quotas.take(principal, limit, 1).flatMap(answer -> told(request, Quotas.caller(principal), answer));
    }

    /** The same for a part of a request whose answer has begun. */
    public Mono<Void> count(Principal principal, Limit limit) {
        return quotas.take(principal, limit, 1)
                .flatMap(answer -> answer.taken() ? Mono.empty() : refusals.after(Quotas.caller(principal), answer));
    }

    /**
     * What was counted, and what explaining a refusal costs on top of it: as much as the signatures that could be checked meanwhile. Whoever
     * has handed in many that did not count is told who made them and no more; whoever has handed in too many is told so before
     * anything is looked at.
     */
    public <T> Mono<T> checked(Principal principal, Mono<T> signing) {
        return checked(principal, signing, spent -> refusals.after(Quotas.caller(principal), spent));
    }

    /** The same, said with the answer as well. */
    public <T> Mono<T> checked(ServerRequest request, Principal principal, Mono<T> signing) {
        return checked(principal, signing, spent -> told(request, Quotas.caller(principal), spent));
    }

    private <T> Mono<T> checked(Principal principal, Mono<T> signing, Function<Answer, Mono<Void>> refusing) {
        return quotas.purse(principal, Limit.REFUSED_SIGNATURES).flatMap(refused -> {
            if (refused.spent()) {
                Answer spent = refused.refuse();
                return refusing.apply(spent).then(Mono.error(spent.refusal()));
            }
            return explained(principal, refused, signing)
                    .doOnError(Counting::isRefusedSignature, failure -> refused.spend());
        });
    }

    private <T> Mono<T> explained(Principal principal, Purse refused, Mono<T> signing) {
        return quotas.purse(principal, Limit.SIGNATURES)
                .flatMap(purse -> signing.contextWrite(
                        context -> PaidExplanations.in(context, () -> refused.plenty() && purse.spare(EXPLANATION))));
    }

    private static boolean isRefusedSignature(Throwable failure) {
        return failure instanceof ProblemException refused
                && OF_SIGNATURES.contains(refused.problem().code());
    }

    /** The same for a call that everybody may make. */
    Mono<Void> count(ServerRequest request, @Nullable Limit limit) {
        return limit == null
                ? Mono.empty()
                : Mono.defer(() -> told(request, address(request), quotas.take(address(request), limit)));
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

    private Mono<Void> told(ServerRequest request, String caller, Answer answer) {
        say(request, answer);
        if (answer.taken()) {
            return Mono.empty();
        }
        Places.giveBack(request.exchange());
        return refusals.after(caller, answer);
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

    private static long seconds(Answer answer) {
        return answer.after().plusMillis(999).toSeconds();
    }
}
