package dev.epilogue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.store.connection.ServiceConnections;
import dev.epilogue.testing.Flushes;
import dev.epilogue.testing.StoreLives;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** Closures at once share the flushes of PostgreSQL's log, so that a flush is no closure's own. */
@Tag("database")
class WalBudgetTest {

    private static final int CLIENTS = 48;
    private static final int CLOSURES_EACH = 10;

    @Test
    void concurrentClosuresNeedAtMostOneFlushEach() throws SQLException {
        try (TestDatabase database = TestDatabase.onOwnServer().migrate()) {
            ConnectionPool pool =
                    new ConnectionPool(ConnectionPoolConfiguration.builder(ServiceConnections.to(database))
                            .maxSize(24)
                            .build());
            long before = Flushes.ofClients(database);
            try (StoreLives lives = new StoreLives(DatabaseClient.create(pool))) {
                lives.live(CLIENTS, CLOSURES_EACH);
            }
            // connections report what they counted when they end
            pool.dispose();
            double each = (Flushes.ofClients(database) - before) / (double) (CLIENTS * CLOSURES_EACH);
            System.out.printf("%.2f WAL syncs per closure of %d writes%n", each, StoreLives.WRITES_EACH);
            assertThat(each).isLessThanOrEqualTo(1.0);
        }
    }
}
