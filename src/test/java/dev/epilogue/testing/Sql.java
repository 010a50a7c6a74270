package dev.epilogue.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements about databases, sent over JDBC: what a test sets up beside the code that it proves. */
final class Sql {

    private Sql() {}

    static String jdbcUrl(DatabaseServer server, String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(server.host(), server.port(), database);
    }

    static void execute(DatabaseServer server, String statement) {
        execute(server, "postgres", statement);
    }

    static void execute(DatabaseServer server, String database, String statement) {
        try (Connection connection = connect(server, database);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException refused) {
            throw new IllegalStateException(statement, refused);
        }
    }

    static boolean answers(DatabaseServer server) {
        try (Connection connection = connect(server, "postgres");
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT 1")) {
            return row.next();
        } catch (SQLException down) {
            return false;
        }
    }

    private static Connection connect(DatabaseServer server, String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(server, database), server.user(), server.password());
    }
}
