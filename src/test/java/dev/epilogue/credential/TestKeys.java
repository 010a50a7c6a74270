package dev.epilogue.credential;

import dev.epilogue.access.Scope;
import dev.epilogue.access.Tenant;
import dev.epilogue.closure.TenantId;
import dev.epilogue.tenancy.TenantStore;
import dev.epilogue.tenancy.TestTenants;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;

/** Tenants and keys in a database, before any service runs on it. */
public final class TestKeys {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TenantStore tenants;
    private final ApiKeys keys;
    private final TestDatabase database;

    private TestKeys(TestDatabase database) {
        this.database = database;
        DatabaseClient client = DatabaseClient.create(database.connectionFactory());
        tenants = new TenantStore(client);
        keys = new ApiKeys(new ApiKeyStore(client), TestTenants.of(client));
    }

    public static TestKeys in(TestDatabase database) {
        return new TestKeys(database);
    }

    /** @param applications by node, as the tenant's row has them */
    public TestKeys tenant(String id, Map<String, Set<String>> applications, String... origins) {
        tenants.create(new Tenant(new TenantId(id), "Tenant " + id, applications, List.of(origins), Map.of(), false))
                .block(PATIENCE);
        return this;
    }

    /** The text of a new key. */
    public String key(String tenant, Scope... scopes) {
        return keys.create(new ApiKeyStore.Wanted(new TenantId(tenant), "test", Set.of(scopes), null))
                .block(PATIENCE)
                .text()
                .text();
    }

    /** One with every scope that a tenant can give. */
    public String everything(String tenant) {
        return key(tenant, Scope.OF_TENANTS.toArray(Scope[]::new));
    }

    public String expired(String tenant) {
        String text = everything(tenant);
        database.execute("UPDATE api_key SET expires_at = '%s' WHERE id = '%s'"
                .formatted(Instant.now().minusSeconds(60), idOf(text)));
        return text;
    }

    public String revoked(String tenant) {
        String text = everything(tenant);
        keys.revoke(new TenantId(tenant), idOf(text)).block(PATIENCE);
        return text;
    }

    public static String idOf(String text) {
        return KeyText.parse(text).orElseThrow().id();
    }
}
