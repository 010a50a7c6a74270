package dev.epilogue.tenancy;

import org.springframework.r2dbc.core.DatabaseClient;

/** The tenants of a database without a service. */
public final class TestTenants {

    private TestTenants() {}

    public static Tenants of(DatabaseClient client) {
        return new Tenants(new TenantStore(client));
    }
}
