package dev.epilogue.web.gate;

import dev.epilogue.access.Principal;
import dev.epilogue.desk.PaidExplanations;
import dev.epilogue.limits.Answer;
import dev.epilogue.limits.Limit;
import dev.epilogue.limits.Quotas;
import dev.epilogue.web.http.CallerLanes;
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
        return quotas.take(principal, limit, 1)
                .flatMap(answer -> answer.taken() ? Mono.empty() : Mono.error(answer.refusal()));
    }

    /** What was counted, and what explaining a refusal costs on top of it: as much as the signatures that could be checked meanwhile. */
    public <T> Mono<T> explained(Principal principal, Mono<T> signing) {
        return quotas.purse(principal, Limit.SIGNATURES)
                .flatMap(purse ->
                        signing.contextWrite(context -> PaidExplanations.in(context, () -> purse.spare(EXPLANATION))));
    }

    /** The same for a call that everybody may make. */
    Mono<Void> count(ServerRequest request, @Nullable Limit limit) {
        return limit == null ? Mono.empty() : Mono.defer(() -> told(request, quotas.take(address(request), limit)));
    }

    /** Fails with {@code rate-limited}: too many credentials of this address did not stand. */
    <T> Mono<T> refuse(ServerRequest request) {
        Answer answer = quotas.refuse(address(request));
        return told(request, answer).then(Mono.error(answer.refusal()));
    }

    private static String address(ServerRequest request) {
        return CallerLanes.address(request.exchange().getRequest());
    }

    private static Mono<Void> told(ServerRequest request, Answer answer) {
        if (answer.limited()) {
            HttpHeaders headers = request.exchange().getResponse().getHeaders();
            String name = '"' + answer.limit().wireName() + '"';
            headers.set(
                    "RateLimit-Policy",
                    name + ";q=" + answer.rate().burst() + ";w=" + answer.rate().seconds());
            headers.set("RateLimit", name + ";r=" + answer.left() + ";t=" + seconds(answer));
        }
        return answer.taken() ? Mono.empty() : Mono.error(answer.refusal());
    }

    private static long seconds(Answer answer) {
        return answer.after().plusMillis(999).toSeconds();
    }
}
