package dev.epilogue.store.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.ClosureFilter;
import dev.epilogue.store.ClosureSearch;
import dev.epilogue.testing.StoreLives;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** What the service's connections say to the server before anything else: to plan what is asked often once, and a search each time. */
@Tag("database")
class PlannedOnceTest {

    private static final int CLIENTS = 16;
    private static final int MORE_THAN_A_THOUSAND = 65;
    private static final int CLOSURES = 12;
    private static final int SEARCHES = 7;

    private static TestDatabase grown;

    @BeforeAll
    static void aDatabaseThatHasGrown() {
        grown = TestDatabase.migrated();
        grow(grown);
    }

    @AfterAll
    static void close() {
        grown.close();
    }

    @Test
    void noStatementOfAClosuresLifeIsPlannedForItsValues() {
        try (One one = new One(ServiceConnections.to(grown))) {
            one.live(CLOSURES);

            assertThat(one.texts("custom_plans > 0")).isEmpty();
            assertThat(one.texts("generic_plans >= " + CLOSURES))
                    .as("what each closure asks: its creation, signatures, intent, answer, end")
                    .hasSizeGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void aSearchIsPlannedForItsValues() {
        try (One one = new One(ServiceConnections.to(grown))) {
            ClosureSearch search = new ClosureSearch(one.client);

            for (int each = 0; each < SEARCHES; each++) {
                search.find(new Reach.Tenant(TenantId.DEFAULT), ClosureFilter.ALL, 10)
                        .collectList()
                        .block();
            }

            assertThat(one.texts("custom_plans = " + SEARCHES))
                    .singleElement()
                    .asString()
                    .contains("ORDER BY c.created_at DESC");
            assertThat(one.setting("plan_cache_mode"))
                    .as("for whoever comes next")
                    .isEqualTo("force_generic_plan");
            assertThat(one.setting("enable_seqscan")).isEqualTo("off");
        }
    }

    /** Every way to a row costs the same in an empty table. */
    @Test
    void aNewDatabaseIsLeftToItselfUntilItHasGrown() {
        AtomicLong nanos = new AtomicLong();
        try (TestDatabase database = TestDatabase.migrated();
                One one = new One(new WatchedConnections(database.connectionFactory(), nanos::get))) {
            assertThat(one.setting("plan_cache_mode")).isEqualTo("auto");

            grow(database);
            assertThat(one.setting("plan_cache_mode")).as("asked a moment ago").isEqualTo("auto");

            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            assertThat(one.setting("plan_cache_mode")).isEqualTo("force_generic_plan");
        }
    }

    private static void grow(TestDatabase database) {
        ConnectionPool plain = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                .build());
        try (StoreLives lives = new StoreLives(DatabaseClient.create(plain))) {
            lives.live(CLIENTS, MORE_THAN_A_THOUSAND);
        } finally {
            plain.close().block();
        }
        database.execute("""
                UPDATE closure SET session_id = '0x' || encode(sha256(session_id::bytea), 'hex');
                UPDATE gate SET session_id = '0x' || encode(sha256(session_id::bytea), 'hex');
                ANALYZE""");
    }

    /** One connection, asked for what the server has noted of it. */
    private static final class One implements AutoCloseable {

        private final ConnectionPool pool;
        private final DatabaseClient client;

        One(ConnectionFactory connections) {
            pool = new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                    .initialSize(1)
                    .maxSize(1)
                    .build());
            client = DatabaseClient.create(pool);
        }

        void live(int closures) {
            try (StoreLives lives = new StoreLives(client)) {
                lives.live(1, closures);
            }
        }

        List<String> texts(String which) {
            return Objects.requireNonNull(client.sql("SELECT statement FROM pg_prepared_statements WHERE " + which)
                    .mapValue(String.class)
                    .all()
                    .collectList()
                    .block());
        }

        String setting(String name) {
            return client.sql("SELECT current_setting('" + name + "')")
                    .mapValue(String.class)
                    .one()
                    .block();
        }

        @Override
        public void close() {
            pool.close().block();
        }
    }
}
