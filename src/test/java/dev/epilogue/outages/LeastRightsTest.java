package dev.epilogue.outages;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The roles of docs/databases.md are enough, and no more. */
@Tag("database")
class LeastRightsTest {

    private static final Pattern ROLES = Pattern.compile("```sql\n(CREATE ROLE epilogue_owner.*?)```", Pattern.DOTALL);

    @Test
    void theServiceWorksAsAWriterThatCannotChangeTheSchema() throws IOException {
        try (TestDatabase database = TestDatabase.onOwnServer();
                FakeNitronode node = FakeNitronode.start()) {
            database.execute(roles());
            try (RunningEpilogue service = RunningEpilogue.on(database)
                    .node("sandbox", node.url().toString(), "nitronode-v1")
                    .with("spring.flyway.user", "epilogue_owner")
                    .with("spring.flyway.password", "of the owner")
                    .with("spring.r2dbc.username", "epilogue_writer")
                    .with("spring.r2dbc.password", "of the writer")
                    .with("epilogue.pipeline.settling-delay", "300ms")
                    .start()) {
                Callers callers = new Callers(node, service);
                callers.awaitStatus(callers.signedByBoth(callers.session()), "SETTLED");
            }
            for (String forbidden : List.of(
                    "DROP TABLE event",
                    "TRUNCATE event",
                    "ALTER TABLE closure ADD COLUMN more text",
                    "CREATE TABLE own (a int)")) {
                assertThatThrownBy(() -> asWriter(database, forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class)
                        .hasFieldOrPropertyWithValue("SQLState", "42501");
            }
        }
    }

    private static void asWriter(TestDatabase database, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), "epilogue_writer", "of the writer");
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static String roles() throws IOException {
        var page = ROLES.matcher(Files.readString(Path.of("docs", "databases.md")));
        if (!page.find()) {
            throw new IllegalStateException("docs/databases.md names no roles");
        }
        return page.group(1);
    }
}
