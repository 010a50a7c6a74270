package dev.epilogue.testing;

import java.sql.DriverManager;
import java.sql.SQLException;

/** How often PostgreSQL has flushed its log. */
public final class Flushes {

    private Flushes() {}

    /** For connections that have ended; without the log writer, which flushes by the clock and not for anybody. */
    public static long ofClients(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var query = connection.createStatement();
                var row = query.executeQuery(
                        "SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal' AND backend_type = 'client backend'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
