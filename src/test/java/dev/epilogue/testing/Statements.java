package dev.epilogue.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What a database's server was asked, as {@code pg_stat_statements} counts it. */
public final class Statements implements AutoCloseable {

    private static final String COUNTED = """
            SELECT s.query, s.calls, s.rows, s.total_exec_time, s.shared_blks_hit + s.shared_blks_read AS pages FROM pg_stat_statements s
            WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND s.query NOT LIKE '%pg_stat_statements%'
            ORDER BY s.total_exec_time DESC
            """;

    private final Connection connection;

    private Statements(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param milliseconds of the server, planning not counted
     * @param pages of tables and indexes that were looked at, each as often as it was
     */
    public record Statement(String text, long calls, long rows, double milliseconds, long pages) {}

    /** Skips the test where the server does not count: its library is loaded with the server or not at all. */
    public static Statements of(TestDatabase database) throws SQLException {
        Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        try (var query = connection.createStatement();
                var libraries = query.executeQuery("SHOW shared_preload_libraries")) {
            libraries.next();
            Assumptions.assumeTrue(
                    libraries.getString(1).contains("pg_stat_statements"), "the server does not count statements");
        }
        database.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        return new Statements(connection);
    }

    /** From here on. */
    public void reset() throws SQLException {
        try (var query = connection.createStatement()) {
            query.execute(
                    "SELECT pg_stat_statements_reset(0, (SELECT oid FROM pg_database WHERE datname = current_database()), 0)");
        }
    }

    /** Those that took the server longest first. */
    public List<Statement> counted() throws SQLException {
        List<Statement> all = new ArrayList<>();
        try (var query = connection.createStatement();
                var row = query.executeQuery(COUNTED)) {
            while (row.next()) {
                all.add(new Statement(
                        row.getString(1), row.getLong(2), row.getLong(3), row.getDouble(4), row.getLong(5)));
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
