package dev.epilogue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.StoreLives;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** What is written together finds its rows by their keys, however few others there are: a plan that reads the table is kept while the table grows. */
@Tag("database")
class BatchPlanTest {

    private static final int EARLIER = 20;
    private static final int COPIES = 40;

    private static TestDatabase database;

    @BeforeAll
    static void someHundredClosures() {
        database = TestDatabase.migrated();
        live(EARLIER, 1);
        database.execute("""
                CREATE TABLE others AS SELECT * FROM closure;
                CREATE TABLE other_gates AS SELECT * FROM gate;
                TRUNCATE closure, gate CASCADE""");
        for (int copy = 1; copy <= COPIES; copy++) {
            database.execute("""
                    UPDATE others SET id = gen_random_uuid(), session_id = '0x' || encode(sha256((session_id || '%1$d')::bytea), 'hex');
                    UPDATE other_gates SET session_id = '0x' || encode(sha256((session_id || '%1$d')::bytea), 'hex');
                    INSERT INTO closure SELECT * FROM others;
                    INSERT INTO gate SELECT * FROM other_gates""".formatted(copy));
        }
        database.execute("ANALYZE");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void noBatchReadsATableFromEndToEnd() {
        List<String> before = readThrough();

        live(2, 8);

        assertThat(readThrough())
                .as("rows of tables that were read from end to end")
                .isEqualTo(before);
    }

    /** By connections of their own, which plan anew and tell their figures when they are closed. */
    private static void live(int clients, int each) {
        ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                .build());
        try (StoreLives lives = new StoreLives(DatabaseClient.create(pool))) {
            lives.live(clients, each);
        } finally {
            pool.close().block();
        }
    }

    private static List<String> readThrough() {
        return Objects.requireNonNull(DatabaseClient.create(database.connectionFactory())
                .sql("""
                        SELECT relname || ' ' || seq_tup_read FROM pg_stat_user_tables
                        WHERE relname IN ('closure', 'gate')
                        ORDER BY relname""")
                .mapValue(String.class)
                .all()
                .collectList()
                .block());
    }
}
