package dev.epilogue.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.TenantId;
import dev.epilogue.tenancy.TestTenants;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** An instance that nobody tells anything, since the line between instances is down: what has ended elsewhere ends here half a minute later. */
@Tag("database")
class BelievedKeysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TenantId TENANT = new TenantId("shop");

    private final TestDatabase database = TestDatabase.migrated();
    private final DatabaseClient client = DatabaseClient.create(database.connectionFactory());
    private final AtomicLong nanos = new AtomicLong();
    private final TestKeys elsewhere = TestKeys.in(database).tenant(TENANT.value(), Map.of("*", Set.of("*")));
    private final ApiKeys here =
            new ApiKeys(new ApiKeyStore(client), TestTenants.of(client, nanos::get), new SecretCheck(), nanos::get);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aKeyThatWasRevokedElsewhereOpensNothingHalfAMinuteLater() {
        String text = elsewhere.everything(TENANT.value());
        assertThat(opens(text)).isTrue();

        database.execute("UPDATE api_key SET revoked_at = now() WHERE id = '%s'".formatted(TestKeys.idOf(text)));

        later(Duration.ofSeconds(29));
        assertThat(opens(text)).as("believed as long as that").isTrue();
        later(Duration.ofSeconds(1));
        assertThat(opens(text)).isFalse();
    }

    /** Looking at it again and again does not keep it alive. */
    @Test
    void aTenantThatWasShutElsewhereIsShutHereHalfAMinuteLater() {
        String text = elsewhere.everything(TENANT.value());
        assertThat(opens(text)).isTrue();

        database.execute("UPDATE tenant SET disabled_at = now() WHERE id = '%s'".formatted(TENANT.value()));

        for (int second = 1; second < 30; second++) {
            later(Duration.ofSeconds(1));
            opens(text);
        }
        later(Duration.ofSeconds(1));
        assertThat(opens(text)).isFalse();
    }

    private boolean opens(String text) {
        return here.principal(KeyText.parse(text).orElseThrow()).hasElement().block(PATIENCE);
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
