package dev.epilogue.tenancy;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.r2dbc.core.DatabaseClient;

/** The tenants of a database without a service. */
public final class TestTenants {

    private TestTenants() {}

    public static Tenants of(DatabaseClient client) {
        return of(client, Ticker.systemTicker());
    }

    /** @param ticker by which what was found is believed */
    public static Tenants of(DatabaseClient client, Ticker ticker) {
        return new Tenants(new TenantStore(client), ticker);
    }
}
