package dev.epilogue.store.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.ClosureFilter;
import dev.epilogue.store.ClosureSearch;
import dev.epilogue.store.DatabaseSettings;
import dev.epilogue.testing.StoreLives;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** What the service's connections say to the server before anything else: to plan what is asked often once, and a search each time. */
@Tag("database")
class PlannedOnceTest {

    private static final int CLOSURES = 12;
    private static final int SEARCHES = 7;

    private TestDatabase database;
    private ConnectionPool pool;
    private DatabaseClient client;

    @BeforeEach
    void connect() {
        database = TestDatabase.migrated();
        DatabaseSettings settings = new DatabaseSettings(false, Duration.ofSeconds(5), Duration.ofSeconds(3));
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(new ConnectionConfiguration()
                        .watchedConnections(settings)
                        .decorate(database.connectionFactory()))
                .initialSize(1)
                .maxSize(1)
                .build());
        client = DatabaseClient.create(pool);
    }

    @AfterEach
    void disconnect() {
        pool.close().block();
        database.close();
    }

    @Test
    void noStatementOfAClosuresLifeIsPlannedForItsValues() {
        try (StoreLives lives = new StoreLives(client)) {
            lives.live(1, CLOSURES);
        }

        assertThat(texts("custom_plans > 0")).isEmpty();
        assertThat(texts("generic_plans >= " + CLOSURES))
                .as("what each closure asks: its creation, signatures, intent, answer, end")
                .hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void aSearchIsPlannedForItsValues() {
        ClosureSearch search = new ClosureSearch(client);

        for (int each = 0; each < SEARCHES; each++) {
            search.find(new Reach.Tenant(TenantId.DEFAULT), ClosureFilter.ALL, 10)
                    .collectList()
                    .block();
        }

        assertThat(texts("custom_plans = " + SEARCHES))
                .singleElement()
                .asString()
                .contains("ORDER BY c.created_at DESC");
        assertThat(setting("plan_cache_mode")).as("for whoever comes next").isEqualTo("force_generic_plan");
        assertThat(setting("enable_seqscan")).isEqualTo("off");
    }

    private List<String> texts(String which) {
        return Objects.requireNonNull(client.sql("SELECT statement FROM pg_prepared_statements WHERE " + which)
                .mapValue(String.class)
                .all()
                .collectList()
                .block());
    }

    private String setting(String name) {
        return client.sql("SELECT current_setting('" + name + "')")
                .mapValue(String.class)
                .one()
                .block();
    }
}
