package dev.epilogue.credential;

import dev.epilogue.access.Principal;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** Whom one issuer's tokens stand for. It speaks for the tenants that the operator has given it, and for no other. */
final class TokenClaims {

    private static final Set<Scope> OF_OPERATORS = Set.copyOf(EnumSet.of(Scope.OPERATOR, Scope.OPERATOR_READ));

    private final String name;
    private final TokenSettings.Issuer issuer;

    TokenClaims(String name, TokenSettings.Issuer issuer) {
        this.name = name;
        this.issuer = issuer;
    }

    /** Nothing where the token names nobody that this issuer may name. */
    Optional<Principal> principal(Jwt token) {
        Set<Scope> scopes = scopes(token.getClaim(issuer.scopeClaim()));
        String subject = "jwt:" + name + "/" + abridged(token.getSubject());
        if (issuer.operators() && scopes.stream().anyMatch(OF_OPERATORS::contains)) {
            return Optional.of(Principal.operator(subject, only(scopes, OF_OPERATORS), token.getExpiresAt()));
        }
        return tenant(token)
                .map(tenant ->
                        Principal.application(tenant, subject, only(scopes, Scope.OF_TENANTS), token.getExpiresAt()));
    }

    private Optional<TenantId> tenant(Jwt token) {
        if (issuer.tenant() != null) {
            return Optional.of(new TenantId(issuer.tenant()));
        }
        return Optional.ofNullable(issuer.tenantClaim())
                .map(claim -> token.<Object>getClaim(claim))
                .filter(value ->
                        value instanceof String named && issuer.tenants().contains(named))
                .map(value -> new TenantId((String) value));
    }

    private static Set<Scope> scopes(@Nullable Object claim) {
        if (claim == null) {
            return Set.of();
        }
        Stream<String> names = switch (claim) {
            case String text -> Arrays.stream(text.split(" "));
            case Collection<?> many -> many.stream().map(String::valueOf);
            default -> Stream.empty();
        };
        return names.map(Scope::ofWireName).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    private static Set<Scope> only(Set<Scope> scopes, Set<Scope> some) {
        return scopes.stream().filter(some::contains).collect(Collectors.toSet());
    }

    private static String abridged(@Nullable String subject) {
        String safe = subject == null ? "-" : subject.replaceAll("[^\\x21-\\x7e]", "?");
        return safe.length() <= 64 ? safe : safe.substring(0, 64);
    }
}
