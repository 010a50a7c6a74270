package dev.epilogue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows that released services lost are found again, and the schema lets no other one be lost. */
@Tag("database")
class NextLooksTest {

    @Test
    void rowsThatWereLostAreFoundAgainAndNoOtherCanBeLost() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh();
                Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            migrate(database, "10");
            lost(connection, "DECLINED", "'key'", "now() + interval '1 hour'");
            lost(connection, "EXPIRED", "'key'", "now() - interval '1 hour'");
            lost(connection, "READY", "'key'", "NULL");
            lost(connection, "PARKED", "'key'", "NULL");
            lost(connection, "CANCELLED", "'key'", "NULL");
            lost(connection, "SUPERSEDED", "NULL", "NULL");
            lost(connection, "SETTLED", "'key'", "NULL");

            migrate(database, "13");

            assertThat(looks(connection))
                    .containsEntry("DECLINED", "due when it is let go, with its key")
                    .containsEntry("EXPIRED", "due at once, with its key")
                    .containsEntry("READY", "due at once, with its key")
                    .containsEntry("PARKED", "due later, with its key")
                    .containsEntry("CANCELLED", "never due")
                    .containsEntry("SUPERSEDED", "never due")
                    .containsEntry("SETTLED", "never due, with its key");
            assertThatThrownBy(() -> lose(connection, "DECLINED")).hasMessageContaining("closure_has_a_next_look");
            assertThatThrownBy(() -> lose(connection, "READY")).hasMessageContaining("closure_has_a_next_look");
            lose(connection, "PARKED");
        }
    }

    private static void migrate(TestDatabase database, String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .target(target)
                .load()
                .migrate();
    }

    private static void lost(Connection connection, String status, String key, String reopenableUntil)
            throws SQLException {
        try (var insert = connection.createStatement()) {
            insert.execute("""
                    INSERT INTO closure (bucket, id, tenant, node, node_address, session_id, dialect, application, definition,
                      policy, status, revision, round, created_at, updated_at, first_deadline, deadline, session, settlement,
                      findings, feed_xid, wrapped_key, reopenable_until)
                    VALUES (1, gen_random_uuid(), 't', 'n', '0x', '%s', 'NITRONODE_V1', 'a', '{}', '{}', '%s', 1, 1, now(),
                      now(), now(), now(), '{}', '[]', '{}', pg_current_xact_id(), %s, %s)
                    """.formatted(status, status, key, reopenableUntil));
        }
    }

    private static Map<String, String> looks(Connection connection) throws SQLException {
        Map<String, String> looks = new LinkedHashMap<>();
        try (var query = connection.createStatement();
                var rows = query.executeQuery("""
                        SELECT status, CASE WHEN due_at IS NULL THEN 'never due'
                            WHEN due_at = reopenable_until THEN 'due when it is let go'
                            WHEN due_at <= now() THEN 'due at once' ELSE 'due later' END
                          || CASE WHEN wrapped_key IS NULL THEN '' ELSE ', with its key' END
                        FROM closure
                        """)) {
            while (rows.next()) {
                looks.put(rows.getString(1), rows.getString(2));
            }
        }
        return looks;
    }

    private static void lose(Connection connection, String status) throws SQLException {
        try (var update = connection.createStatement()) {
            update.execute("UPDATE closure SET due_at = NULL WHERE status = '" + status + "'");
        }
    }
}
