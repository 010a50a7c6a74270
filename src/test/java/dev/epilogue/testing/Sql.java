package dev.epilogue.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

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

    static List<String> dump(DatabaseServer server, String database) {
        try (Connection connection = connect(server, database);
                Statement sql = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            for (String table :
                    texts(sql, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")) {
                rows.addAll(texts(sql, "SELECT r::text FROM " + table + " r"));
            }
            return rows;
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static List<String> texts(Statement sql, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet row = sql.executeQuery(query)) {
            while (row.next()) {
                all.add(row.getString(1));
            }
        }
        return all;
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

    /** All rows of the schema's tables, byte for byte. */
    static void copy(DatabaseServer from, String source, DatabaseServer to, String target) {
        try (Connection reads = connect(from, source);
                Connection writes = connect(to, target);
                Statement sql = writes.createStatement()) {
            // as a replica, rows come in any order
            sql.execute("SET session_replication_role = replica");
            for (String table : tables(reads)) {
                // what the schema itself begins with is in the copy, too
                sql.execute("DELETE FROM " + table);
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                reads.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + table + " TO STDOUT", rows);
                writes.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(rows.toByteArray()));
            }
        } catch (SQLException | IOException refused) {
            throw new IllegalStateException("cannot copy " + source, refused);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                        + " AND tablename <> 'flyway_schema_history'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static Connection connect(DatabaseServer server, String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(server, database), server.user(), server.password());
    }
}
