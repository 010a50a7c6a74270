package dev.epilogue.journal;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.testing.Sessions;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Address;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** Writes closures and events by hand, as the service's statements do, in transactions that end when a test says so. */
public final class Writer implements AutoCloseable {

    private static final String CLOSURE = """
            INSERT INTO closure (bucket, id, tenant, node, node_address, session_id, dialect, application, definition, policy,
              status, revision, round, created_at, updated_at, first_deadline, deadline, due_at, session, settlement, findings,
              feed_xid)
            VALUES (?, ?, ?, 'sandbox', '0x00', ?, 'NITRONODE_V1', 'demo', '{}', '{}', 'COLLECTING', 1, 1, now(), now(), now(),
              now() + interval '1 hour', now() + interval '1 hour', '{}', '[]', '{}', pg_current_xact_id())
            """;
    private static final String EVENT = """
            WITH moved AS (
              UPDATE closure SET last_event = last_event + 1, feed_xid = greatest(pg_current_xact_id(), feed_xid)
              WHERE bucket = ? AND id = ? RETURNING *)
            INSERT INTO event (bucket, closure_id, tenant, number, feed_xid, type, at, session_id, status, revision, data)
            SELECT bucket, id, tenant, last_event, feed_xid, ?, now(), session_id, status, revision, CAST(? AS jsonb) FROM moved
            """;

    private final Connection connection;

    public Writer(TestDatabase database) {
        try {
            connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
            connection.setAutoCommit(false);
        } catch (SQLException down) {
            throw new IllegalStateException(down);
        }
    }

    /** Stored and committed. */
    public ClosureId closure(String tenant, String session, Address... participants) {
        ClosureId id = ClosureId.next(Bucket.of(Sessions.NODE.address(), Sessions.id(session)), Instant.now());
        update(
                CLOSURE,
                id.bucket().number(),
                id.uuid(),
                tenant,
                Sessions.id(session).hex());
        for (Address participant : participants) {
            update(
                    "INSERT INTO closure_participant VALUES (?, ?, ?, ?)",
                    id.bucket().number(),
                    id.uuid(),
                    tenant,
                    participant.checksummed());
        }
        commit();
        return id;
    }

    /** Gives the transaction its number, as a statement does before it waits for a row. */
    public void begin() {
        execute("SELECT pg_current_xact_id()");
    }

    public void append(ClosureId id, String type) {
        append(id, type, "{}");
    }

    public void append(ClosureId id, String type, String data) {
        update(EVENT, id.bucket().number(), id.uuid(), type, data);
    }

    public void commit() {
        try {
            connection.commit();
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    public void rollback() {
        try {
            connection.rollback();
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException(sql, refused);
        }
    }

    public int update(String sql, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException refused) {
            throw new IllegalStateException(sql, refused);
        }
    }

    public int count(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException refused) {
            throw new IllegalStateException(sql, refused);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
