package dev.epilogue.access;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param tenant null where it acts over all tenants: a wallet, an operator
 * @param subject names the credential in logs and records, never secret: {@code key:…}, {@code jwt:issuer/subject}
 * @param closure the only one that a link opens
 * @param wallet whom a link or a sign-in speaks for
 * @param until the credential's end; null where it has none
 */
public record Principal(
        Kind kind,
        @Nullable TenantId tenant,
        String subject,
        Set<Scope> scopes,
        @Nullable ClosureId closure,
        @Nullable Address wallet,
        @Nullable Instant until) {

    /** What kind of credential it came with. */
    public enum Kind {
        /** A tenant's server, by key or token. */
        APPLICATION,
        /** Whoever holds the link of one participant to one closure. */
        LINK,
        /** A wallet that signed in. */
        WALLET,
        /** Runs the service. */
        OPERATOR
    }

    public Principal {
        scopes = Set.copyOf(scopes);
        boolean whole = switch (kind) {
            case APPLICATION -> tenant != null && closure == null && wallet == null;
            case LINK -> tenant != null && closure != null && wallet != null && scopes.isEmpty();
            case WALLET -> tenant == null && closure == null && wallet != null && scopes.isEmpty();
            case OPERATOR -> tenant == null && closure == null && wallet == null;
        };
        if (!whole) {
            throw new IllegalArgumentException("no " + kind + " has these members");
        }
    }

    public static Principal application(TenantId tenant, String subject, Set<Scope> scopes, @Nullable Instant until) {
        return new Principal(Kind.APPLICATION, tenant, subject, scopes, null, null, until);
    }

    public static Principal link(TenantId tenant, String subject, ClosureId closure, Address wallet, Instant until) {
        return new Principal(Kind.LINK, tenant, subject, Set.of(), closure, wallet, until);
    }

    public static Principal wallet(String subject, Address wallet, Instant until) {
        return new Principal(Kind.WALLET, null, subject, Set.of(), null, wallet, until);
    }

    public static Principal operator(String subject, Set<Scope> scopes, @Nullable Instant until) {
        return new Principal(Kind.OPERATOR, null, subject, scopes, null, null, until);
    }

    /** Keys that callers choose freely, apart for each kind of caller: none finds out what another has done under the same. */
    public String scopeOf(String key) {
        return switch (kind) {
            case APPLICATION -> key;
            case LINK, WALLET -> kind + " " + wallet + " " + key;
            case OPERATOR -> kind + " " + key;
        };
    }

    /** Whether it sees what concerns all tenants. */
    public boolean operates() {
        return scopes.contains(Scope.OPERATOR) || scopes.contains(Scope.OPERATOR_READ);
    }

    /** Whether it may do something in the name of this participant: an application hands on what wallets signed. */
    public boolean actsFor(Address participant) {
        return wallet == null || wallet.equals(participant);
    }
}
