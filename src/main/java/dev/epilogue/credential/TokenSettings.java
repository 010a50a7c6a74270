package dev.epilogue.credential;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens count.
 *
 * @param issuers by a name of the operator's choice
 * @param cache how long what was found is believed
 */
@ConfigurationProperties("epilogue.access")
public record TokenSettings(
        @DefaultValue Map<String, Issuer> issuers,
        @DefaultValue Cache cache) {

    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @param uri what its tokens name as {@code iss}
     * @param jwks where its keys are; without it they are where {@code /.well-known/openid-configuration} under {@code uri} says
     * @param audience what its tokens must name as {@code aud}
     * @param algorithms by which its tokens may be signed; no token chooses another
     * @param tenant for which alone it speaks
     * @param tenantClaim a claim that names the tenant, one of {@code tenants}
     * @param tenants for which it may speak
     * @param scopeClaim a claim with scopes, as a list or separated by spaces
     * @param operators whether its tokens may carry {@code operator} and {@code operator:read}
     */
    public record Issuer(
            @Nullable URI uri,
            @Nullable URI jwks,
            @Nullable String audience,
            @DefaultValue("ES256") List<String> algorithms,
            @Nullable String tenant,
            @Nullable String tenantClaim,
            @DefaultValue List<String> tenants,
            @DefaultValue("scope") String scopeClaim,
            @DefaultValue("false") boolean operators) {}

    /** @param tokens a token that was found good; never past its own end */
    public record Cache(@DefaultValue("PT60S") Duration tokens) {}

    public TokenSettings {
        issuers = Map.copyOf(issuers);
        List<String> mistakes = new ArrayList<>();
        issuers.forEach((name, issuer) -> check("issuers." + name + ".", issuer, mistakes));
        if (issuers.values().stream().map(Issuer::uri).distinct().count() < issuers.size()) {
            mistakes.add("two issuers have the same uri");
        }
        if (cache.tokens().isNegative() || cache.tokens().compareTo(Duration.ofSeconds(60)) > 0) {
            mistakes.add("cache.tokens must be from 0 to 60 seconds");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("epilogue.access: " + String.join("; ", mistakes));
        }
    }

    private static void check(String name, Issuer issuer, List<String> mistakes) {
        URI uri = issuer.uri();
        if (uri == null || !uri.isAbsolute()) {
            mistakes.add(name + "uri is missing");
        }
        URI keys = issuer.jwks() == null ? uri : issuer.jwks();
        if (keys != null && !safe(keys)) {
            mistakes.add(name + (issuer.jwks() == null ? "uri" : "jwks") + " must be https");
        }
        if (issuer.audience() == null || issuer.audience().isBlank()) {
            mistakes.add(name + "audience is missing");
        }
        if (issuer.algorithms().isEmpty() || !ALGORITHMS.containsAll(issuer.algorithms())) {
            mistakes.add(name + "algorithms must be of "
                    + String.join(", ", ALGORITHMS.stream().sorted().toList()));
        }
        boolean fixed = issuer.tenant() != null;
        boolean claimed = issuer.tenantClaim() != null;
        if (fixed == claimed && (fixed || !issuer.operators())) {
            mistakes.add(name + "needs either tenant or tenant-claim");
        }
        if (claimed == issuer.tenants().isEmpty()) {
            mistakes.add(name + "tenants and tenant-claim go together");
        }
    }

    /** Keys that anybody on the way could replace prove nothing. */
    private static boolean safe(URI uri) {
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && OWN_MACHINE.contains(uri.getHost()));
    }
}
