package dev.epilogue.credential;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWKSecurityContext;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/** One issuer's tokens: signed by its keys in its algorithms, for us, and in time. */
final class IssuerTokens {

    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Set<JWSAlgorithm> algorithms;
    private final IssuerKeys keys;
    private final DefaultJWTProcessor<JWKSecurityContext> processor = new DefaultJWTProcessor<>();
    private final NimbusReactiveJwtDecoder decoder;

    IssuerTokens(TokenSettings.Issuer issuer, IssuerKeys keys) {
        this.algorithms = issuer.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        this.keys = keys;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                new HashSet<>(Arrays.asList(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null))));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                algorithms, (selector, context) -> selector.select(new JWKSet(context.getKeys()))));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        decoder = new NimbusReactiveJwtDecoder(this::verified);
        decoder.setJwtValidator(validator(issuer));
    }

    /** Fails with a {@code JwtException} where the token does not stand, with {@code issuer-unavailable} as cause where nobody knows. */
    Mono<Jwt> decode(String token) {
        return decoder.decode(token);
    }

    private static OAuth2TokenValidator<Jwt> validator(TokenSettings.Issuer issuer) {
        return new DelegatingOAuth2TokenValidator<>(List.of(
                new JwtTimestampValidator(SKEW),
                new JwtClaimValidator<Instant>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtIssuerValidator(Objects.requireNonNull(issuer.uri()).toString()),
                new JwtAudienceValidator(Objects.requireNonNull(issuer.audience()))));
    }

    /** An algorithm that is not the issuer's is refused before any key is looked for. */
    private Mono<JWTClaimsSet> verified(JWT token) {
        if (!(token.getHeader() instanceof JWSHeader header) || !algorithms.contains(header.getAlgorithm())) {
            return Mono.error(new BadJwtException("not an algorithm of this issuer"));
        }
        return keys.keys(header.getKeyID()).map(known -> verified(token, known));
    }

    private JWTClaimsSet verified(JWT token, JWKSet known) {
        try {
            return processor.process(token, new JWKSecurityContext(known.getKeys()));
        } catch (BadJOSEException | JOSEException bad) {
            throw new BadJwtException("not signed by this issuer");
        }
    }
}
