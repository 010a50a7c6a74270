package dev.epilogue.web.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.epilogue.access.Principal;
import dev.epilogue.limits.Quotas;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.web.http.CallerLanes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Counts credentials that do not stand, by address. From an address with too many of them no further one is looked at, but for those
 * that stood here lately: who shares the address with somebody that guesses is not locked out with him.
 */
@Component
final class Attempts {

    private static final Duration LATELY = Duration.ofHours(1);
    private static final int MOST = 20_000;

    private final Quotas quotas;
    private final Counting counting;
    private final Cache<String, Boolean> stood =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(LATELY).build();

    Attempts(Quotas quotas, Counting counting) {
        this.quotas = quotas;
        this.counting = counting;
    }

    /** @param judged empty, or a problem, where the credential does not stand */
    Mono<Principal> count(ServerRequest request, Mono<Principal> judged) {
        String address = CallerLanes.address(request.exchange().getRequest());
        String credential = digest(request);
        if (quotas.failedTooOften(address) && stood.getIfPresent(credential) == null) {
            return counting.refuse(request);
        }
        return judged.doOnSuccess(principal -> {
                    if (principal == null) {
                        quotas.failed(address);
                    } else {
                        stood.put(credential, true);
                    }
                })
                .doOnError(ProblemException.class, refused -> failed(address, refused));
    }

    private void failed(String address, ProblemException refused) {
        switch (refused.problem().code()) {
            case UNAUTHENTICATED, LINK_EXPIRED, SIGN_IN_EXPIRED -> quotas.failed(address);
            default -> {
                // it could not be judged
            }
        }
    }

    private static String digest(ServerRequest request) {
        String all = request.headers().header("Authorization") + " "
                + request.headers().header("Cookie");
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
