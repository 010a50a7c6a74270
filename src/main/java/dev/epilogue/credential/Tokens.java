package dev.epilogue.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTParser;
import dev.epilogue.access.Principal;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.tenancy.Tenants;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tokens (JWT) of the configured issuers. Checking a signature costs more than most calls, so what was found good is believed for a
 * while: never longer than a minute, never past the token's end.
 */
@Component
public class Tokens {

    private static final int MOST = 10_000;

    private final Map<String, Source> issuers;
    private final Tenants tenants;
    private final InstantSource clock;
    private final Cache<ByteBuffer, Principal> found;

    private record Source(TokenClaims claims, IssuerTokens tokens) {}

    @Autowired
    Tokens(TokenSettings settings, Tenants tenants) {
        this(settings, tenants, InstantSource.system());
    }

    Tokens(TokenSettings settings, Tenants tenants, InstantSource clock) {
        KeySource http = new KeySource();
        this.issuers = settings.issuers().entrySet().stream()
                .collect(Collectors.toMap(
                        named -> Objects.requireNonNull(named.getValue().uri()).toString(),
                        named -> source(named.getKey(), named.getValue(), http, clock)));
        this.tenants = tenants;
        this.clock = clock;
        this.found = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(settings.cache().tokens())
                .build();
    }

    private static Source source(String name, TokenSettings.Issuer issuer, KeySource http, InstantSource clock) {
        IssuerKeys keys = new IssuerKeys(name, () -> http.read(issuer), clock);
        return new Source(new TokenClaims(name, issuer), new IssuerTokens(issuer, keys));
    }

    /** Whether any token could count at all. */
    public boolean any() {
        return !issuers.isEmpty();
    }

    /** Empty where it does not stand, whatever the reason. Fails with {@code issuer-unavailable} where nobody can tell. */
    public Mono<Principal> principal(String token) {
        ByteBuffer name = nameOf(token);
        Principal cached = found.getIfPresent(name);
        if (cached != null) {
            return admitted(cached);
        }
        Source source = issuers.get(issuerOf(token));
        return source == null
                ? Mono.empty()
                : source.tokens()
                        .decode(token)
                        .flatMap(jwt -> Mono.justOrEmpty(source.claims().principal(jwt)))
                        .onErrorResume(JwtException.class, Tokens::judged)
                        .flatMap(this::admitted)
                        .doOnNext(principal -> found.put(name, principal));
    }

    /** Whether a token that was let in would be let in again. */
    public Mono<Boolean> stands(Principal principal) {
        return admitted(principal).hasElement();
    }

    private Mono<Principal> admitted(Principal principal) {
        Instant until = principal.until();
        if (until == null || !clock.instant().isBefore(until)) {
            return Mono.empty();
        }
        return principal.tenant() == null
                ? Mono.just(principal)
                : tenants.admitted(principal.tenant()).map(tenant -> principal);
    }

    /** The decoder dresses everything as its own: who could not judge says so, all else is a token that does not stand. */
    private static Mono<Principal> judged(JwtException failure) {
        return failure.getCause() instanceof ProblemException unable ? Mono.error(unable) : Mono.empty();
    }

    /** Not proved yet: it only says whose keys will tell. */
    private static String issuerOf(String token) {
        try {
            return String.valueOf(JWTParser.parse(token).getJWTClaimsSet().getIssuer());
        } catch (ParseException | RuntimeException noToken) {
            return "";
        }
    }

    /** So that no token lies about in memory for longer than its request. */
    private static ByteBuffer nameOf(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
