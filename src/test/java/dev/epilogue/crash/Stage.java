package dev.epilogue.crash;

import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeTime;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.SessionId;
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
    private final NodeStand node;
    private final NodeTime time;

    Stage(NodeStand node) {
        this(node, new NodeTime());
    }

    /** @param time of the node */
    Stage(NodeStand node, NodeTime time) {
        this.node = node;
        this.time = time;
    }

    TestDatabase database() {
        return database;
    }

    NodeStand node() {
        return node;
    }

    /**
     * Whoever waits for a time that is minutes away has waited for it: the node's clock leaps, and the row is due. What a session's
     * frame was dated for lies within half an hour.
     */
    void letTimePass(SessionId session) {
        time.leap(Duration.ofMinutes(30));
        lookNow(session);
    }

    /** Whoever would look again later looks now. */
    void lookNow(SessionId session) {
        rows().sql("""
                        UPDATE closure SET due_at = now()
                        WHERE session_id = :session AND lease_until IS NULL AND due_at > now() + INTERVAL '3 seconds'
                        """).bind("session", session.hex()).fetch().rowsUpdated().block(Duration.ofSeconds(10));
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
