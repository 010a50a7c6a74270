package dev.epilogue.sandbox.clearnode.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * A delegate's registration.
 *
 * @param allowances asset to cap, in the order of registration
 * @param used asset to what was spent with the key
 */
public record SessionKey(
        long id,
        String address,
        String wallet,
        String application,
        String scope,
        Map<String, BigDecimal> allowances,
        Map<String, BigDecimal> used,
        Instant expiresAt,
        Instant createdAt) {

    /** The application whose keys may spend without a cap and sign for every application. */
    static final String MASTER = "clearnode";

    boolean isActive(Instant now) {
        return expiresAt.isAfter(now);
    }

    boolean isMaster() {
        return application.equals(MASTER);
    }

    SessionKey expiring(Instant end) {
        return new SessionKey(id, address, wallet, application, scope, allowances, used, end, createdAt);
    }
}
