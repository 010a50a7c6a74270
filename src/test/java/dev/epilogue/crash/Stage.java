package dev.epilogue.crash;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;

/** A database and a node that outlive services, and one connection to look at what is stored. */
final class Stage implements AutoCloseable {

    private final TestDatabase database = TestDatabase.migrated();
    private final ConnectionPool watching =
            new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                    .initialSize(1)
                    .maxSize(1)
                    .build());
    private final FakeNitronode node;

    Stage(FakeNitronode node) {
        this.node = node;
    }

    TestDatabase database() {
        return database;
    }

    FakeNitronode node() {
        return node;
    }

    DatabaseClient rows() {
        return DatabaseClient.create(watching);
    }

    /** What the server notices when a client is gone. */
    void endOtherConnections() {
        rows().sql("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """).fetch().first().block(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        watching.dispose();
        database.close();
    }
}
