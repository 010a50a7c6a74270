package dev.epilogue.web.gate;

import dev.epilogue.credential.participant.SignInSettings;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.WebSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which names the service answers to, and whose pages may call it. */
@Component
public final class Origins {

    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI own;
    private final Set<String> names;
    private final Set<URI> signIn;
    private final TenantOrigins tenants;

    Origins(WebSettings settings, SignInSettings signIn, TenantOrigins tenants) {
        this.own = settings.publicOrigin();
        this.names = settings.hosts().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.signIn = signIn.domains();
        this.tenants = tenants;
    }

    /** Its own machine's names besides: no page can have one of them but by coming from there. */
    boolean answersTo(String hostName) {
        return hostName.equalsIgnoreCase(own.getHost()) || OWN_MACHINE.contains(hostName) || names.contains(hostName);
    }

    /** Whether pages of that origin may call, because it is ours or because a tenant says so. */
    Mono<Boolean> mayCall(String origin) {
        return own(origin) ? Mono.just(true) : tenants.list(origin);
    }

    boolean own(String origin) {
        return origin.equalsIgnoreCase(own.toString());
    }

    /**
     * The origin whose domain stands in a sign-in text. Fails where none of ours is asked for.
     *
     * @param asked null: the public one
     */
    public Mono<URI> signIn(@Nullable URI asked) {
        if (asked == null || own(asked.toString())) {
            return Mono.just(own);
        }
        return (signIn.contains(asked) ? Mono.just(true) : tenants.list(asked.toString()))
                .filter(known -> known)
                .map(known -> asked)
                .switchIfEmpty(Mono.error(() -> Problem.of(
                                ProblemCode.ORIGIN_REFUSED, "Pages of this origin may not ask wallets to sign in here.")
                        .exception()));
    }
}
