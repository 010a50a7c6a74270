package dev.epilogue.credential;

import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An application's key, without its secret.
 *
 * @param name the tenant's own name for it
 * @param expiresAt null where it lives until it is revoked
 * @param lastUsedAt to the hour; null where it never was
 */
public record ApiKey(
        String id,
        TenantId tenant,
        String name,
        Set<Scope> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    public boolean stands(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
