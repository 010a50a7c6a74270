package dev.epilogue.journal;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** A page of the journal costs the same however long the journal is: PostgreSQL reads it from the index and nothing else. */
@Tag("database")
class FeedPlanTest {

    private static final int CLOSURES = 200;
    private static final int EVENTS_OF_EACH = 100;

    private static TestDatabase database;
    private static DatabaseClient client;

    @BeforeAll
    static void aLongJournal() {
        database = TestDatabase.migrated();
        client = DatabaseClient.create(database.connectionFactory());
        try (Writer writer = new Writer(database)) {
            for (int i = 0; i < CLOSURES; i++) {
                ClosureId id = writer.closure("acme", "long" + i, ALICE, BOB);
                writer.append(id, "closure.proposed");
                writer.commit();
            }
        }
        run("""
                INSERT INTO event (bucket, closure_id, tenant, number, feed_xid, type, at, session_id, status, revision, data)
                SELECT bucket, closure_id, tenant, number + n, feed_xid, type, at, session_id, status, revision, data
                FROM event, generate_series(1, %d) AS n""".formatted(EVENTS_OF_EACH));
        run("ANALYZE");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theTailReadsAPageFromItsIndex() {
        assertThat(plan(FeedReader.EVERYTHING))
                .noneMatch(line -> line.contains("Seq Scan on event"))
                .noneMatch(line -> line.contains("Sort"))
                .anyMatch(line -> line.contains("using event_tail on event e"));
    }

    /** All of it is Alice's and Bob's: for Carol nothing is read at all, however old her position is. */
    @Test
    void aWalletReadsNothingOfOthersClosures() {
        FeedScope carols = new FeedScope(new Reach.Wallet(CAROL), CAROL, null, Set.of());
        assertThat(plan(FeedReader.sql(carols).replace(":participant", "'" + CAROL + "'")))
                .noneMatch(line -> line.contains("Seq Scan on event"))
                .noneMatch(line -> line.contains("event_tail"))
                .anyMatch(line -> line.contains("on event_pkey"));
    }

    /** As a connection of the service keeps it, which knows no values. */
    @Test
    void aPlanWithoutValuesReadsAPageOfATenantFromItsIndex() throws SQLException {
        FeedScope everything = new FeedScope(new Reach.Tenant(new TenantId("acme")), null, null, Set.of());
        assertThat(keptPlan(FeedReader.sql(everything)))
                .noneMatch(line -> line.contains("Sort"))
                .anyMatch(line -> line.contains("using event_feed on event e"));
    }

    @Test
    void aPlanWithoutValuesBeginsWithTheWalletsClosures() throws SQLException {
        FeedScope carols = new FeedScope(new Reach.Wallet(CAROL), CAROL, null, Set.of());
        assertThat(keptPlan(FeedReader.sql(carols)))
                .noneMatch(line -> line.contains("event_tail"))
                .noneMatch(line -> line.contains("event_feed"))
                .anyMatch(line -> line.contains("on event_pkey"));
    }

    private static List<String> keptPlan(String page) throws SQLException {
        String sql = page.replace(":xid", "$1")
                .replace(":closure", "$2")
                .replace(":number", "$3")
                .replace(":low", "$4")
                .replace(":limit", "$5")
                .replace(":tenant", "$6")
                .replace(":participant", "$6");
        List<String> plan = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off");
            statement.execute("PREPARE page (text, uuid, bigint, text, bigint, text) AS " + sql);
            ResultSet lines = statement.executeQuery(
                    "EXPLAIN EXECUTE page ('0', '00000000-0000-0000-0000-000000000000', 0, '1000000', 500, '" + CAROL
                            + "')");
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
        }
        return plan;
    }

    private static List<String> plan(String page) {
        String sql = page.replace(":xid", "'0'")
                .replace(":closure", "'00000000-0000-0000-0000-000000000000'")
                .replace(":number", "0")
                .replace(":low", "'1000000'")
                .replace(":limit", "500");
        return client.sql("EXPLAIN " + sql)
                .mapValue(String.class)
                .all()
                .collectList()
                .block();
    }

    private static void run(String sql) {
        client.sql(sql).fetch().rowsUpdated().block();
    }
}
