package dev.epilogue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Recorded;
import dev.epilogue.testing.SourceTexts;
import dev.epilogue.testing.StoreLives;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.work.Rest;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkRows;
import dev.epilogue.work.WorkTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Should the tables be shared out over several servers by their bucket, each statement is one server's. PostgreSQL itself is asked: beside
 * the tables lie twins that are partitioned by bucket, one bucket apart from the rest, and no statement that names this bucket may be planned
 * to touch the rest. That the twins can be made at all shows that every key and every unique rule contains the bucket.
 */
@Tag("database")
class OneBucketTest {

    private static final short BUCKET = 7;

    /** Ask all buckets, by class; they lock and write nothing. */
    private static final Map<String, String> LOOKS = new TreeMap<>(Map.ofEntries(
            Map.entry("Belongings", "a wallet's closure of a session, whichever tenant's"),
            Map.entry("EscalationStore", "what an operator has to know of"),
            Map.entry("FeedReader", "streams over many closures"),
            Map.entry("LeaseStore", "in which buckets something is due, and gauges"),
            Map.entry("LookStore", "in which buckets a session is to be looked at"),
            Map.entry("TenantStore", "whether a tenant has met a participant"),
            Map.entry("WebhookStore", "from which event on a webhook is told"),
            Map.entry("at run time", "the same, as they were asked"),
            Map.entry("SessionStore", "a participant's session and its closure, by the session's own key"),
            Map.entry("TransactionStore", "what an operator has to know of"),
            Map.entry("WatchStore", "whether a channel is still to be watched, and gauges"),
            Map.entry("WorkRows", "in which buckets something is due")));

    /** Retention is rare, and one server's alone so far: docs/scaling.md says so. */
    private static final Map<String, String> OTHERWISE = new TreeMap<>(Map.of(
            "EventRetention", "prunes the oldest, whatever bucket they are in",
            "UpdateRetention", "prunes the oldest, whatever bucket they are in",
            "EndpointSurvey",
                    "on one server webhooks and events are compared; over several each webhook looks over all buckets",
            "Servers", "writes a table that stays on the coordinator, once for each server"));

    /**
     * Have texts with places for others: their whole statements are found in their static fields, are filled in below, were recorded as they
     * were asked, or look over everything.
     */
    private static final Set<String> COMPOSED = Set.of(
            "ChangeStatement",
            "ChannelUpdateStore",
            "ClosureRows",
            "CreationStatement",
            "DeliveryLog",
            "DeliveryStore",
            "Due",
            "FeedReader",
            "HandoverStore",
            "LeaseSql",
            "LeaseStore",
            "LinkStore",
            "LookStore",
            "PackStore",
            "Rewrapping",
            "SessionStore",
            "WebhookStore",
            "WorkRows");

    private static final Map<String, List<String>> FILLED = Map.of(
            "ChannelUpdateStore",
                    List.of("due_at = :dueAt, lease_until = NULL, lease_owner = NULL", " AND lease_epoch = :epoch"),
            "LeaseSql", List.of("closure"),
            "LinkStore", List.of("l.id"));

    private static final Pattern OPEN = Pattern.compile("%(?:\\d\\$)?s|\\x01|,$");
    private static final Pattern USE = Pattern.compile("(?:FROM|JOIN|UPDATE|INTO|USING)\\s+(\\w+)");
    private static final Pattern NAMED = Pattern.compile(":bucket\\b");
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-zA-Z]+)");
    private static final Pattern POSITION = Pattern.compile("\\bbucket = \\$(\\d+)");

    private static final List<WorkTable> WORK = List.of(
            new WorkTable("channel_update"),
            new WorkTable("escalation"),
            new WorkTable("channel_watch"),
            new WorkTable("chain_account"));

    private static TestDatabase database;
    private static Connection connection;
    private static Set<String> sharedOut;
    private static SortedMap<String, SortedSet<String>> statements;

    @BeforeAll
    static void shareOut() throws SQLException, IOException {
        database = TestDatabase.migrated();
        statements = statements();
        connection = DriverManager.getConnection(
                database.jdbcUrl() + "?preferQueryMode=simple", database.user(), database.password());
        sharedOut = new TreeSet<>();
        Pattern.compile("'(\\w+)', '(?:none|closure)'\\)")
                .matcher(Files.readString(Path.of("db/citus/distribute.sql")))
                .results()
                .forEach(table -> sharedOut.add(table.group(1)));
        run("CREATE SCHEMA shards");
        for (String table : sharedOut) {
            run("CREATE TABLE shards.%1$s (LIKE public.%1$s INCLUDING ALL) PARTITION BY LIST (bucket)"
                    .formatted(table));
            run("CREATE TABLE shards.%1$s_named PARTITION OF shards.%1$s FOR VALUES IN (%2$d)"
                    .formatted(table, BUCKET));
            run("CREATE TABLE shards.%1$s_rest PARTITION OF shards.%1$s DEFAULT".formatted(table));
        }
        run("SET search_path = shards, public");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    /** What {@code db/citus} shares out, and the rest that names a bucket only to point to something there. */
    @Test
    void everyTableWithABucketIsKeyedByIt() throws SQLException {
        assertThat(sharedOut).contains("closure", "event", "gate", "signature").hasSize(16);
        assertThat(texts("""
                        SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'bucket'
                        """))
                .filteredOn(table -> !sharedOut.contains(table))
                .containsExactlyInAnyOrder(
                        "idempotency",
                        "access_session",
                        "access_handover",
                        "webhook",
                        "webhook_delivery",
                        "webhook_notice");
    }

    @Test
    void aStatementIsOneBuckets() throws SQLException {
        Map<String, List<String>> wrong = new TreeMap<>();
        for (Map.Entry<String, SortedSet<String>> source : statements.entrySet()) {
            for (String sql : source.getValue()) {
                String fault = fault(sql);
                boolean looks = fault != null
                        && fault.isEmpty()
                        && !ShardRules.locksOrWrites(sql)
                        && LOOKS.containsKey(source.getKey());
                boolean excused = looks || OTHERWISE.containsKey(source.getKey());
                if (fault != null && !excused) {
                    wrong.computeIfAbsent(source.getKey(), name -> new ArrayList<>())
                            .add(fault + "\n" + sql);
                }
            }
        }
        assertThat(wrong).as("name one bucket, or give the reason here").isEmpty();
    }

    /** Null: none. Empty: asks all buckets. */
    private static String fault(String sql) throws SQLException {
        if (USE.matcher(sql).results().noneMatch(use -> sharedOut.contains(use.group(1)))) {
            return null;
        }
        List<String> broken = ShardRules.broken(sql);
        if (!broken.isEmpty()) {
            return broken.toString();
        }
        Matcher position = POSITION.matcher(sql);
        String bucket = NAMED.matcher(sql).find() ? ":bucket" : position.find() ? "\\$" + position.group(1) : "";
        if (bucket.isEmpty()) {
            return "";
        }
        String named = sql.replaceAll(bucket + "(?![\\w])", "CAST(" + BUCKET + " AS smallint)");
        List<String> names = new ArrayList<>();
        String asked = NAME.matcher(named).replaceAll(found -> {
            if (!names.contains(found.group(1))) {
                names.add(found.group(1));
            }
            return "\\$" + (names.indexOf(found.group(1)) + 1);
        });
        String plan = String.join("\n", texts("EXPLAIN (GENERIC_PLAN) " + asked));
        return plan.contains("_rest") ? "touches other buckets:\n" + plan : null;
    }

    private static SortedMap<String, SortedSet<String>> statements() throws IOException {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>();
        Set<String> composed = new TreeSet<>();
        SourceTexts.ofStatements()
                .forEach((source, texts) -> texts.forEach(text -> {
                    String filled = filled(source, text);
                    if (OPEN.matcher(filled).find()) {
                        composed.add(source);
                    } else {
                        all.computeIfAbsent(source, name -> new TreeSet<>()).add(filled);
                    }
                }));
        assertThat(COMPOSED).as("say here how their statements are found").containsAll(composed);
        all.remove("ClosureRows"); // beginnings, with which others' statements begin
        Set<String> whole = new TreeSet<>();
        all.values().forEach(whole::addAll);
        // what others begin with is no statement of its own
        all.values()
                .forEach(texts -> texts.removeIf(
                        text -> whole.stream().anyMatch(other -> other.startsWith(text) && !other.equals(text))));
        all.put("at run time", asked());
        return all;
    }

    private static String filled(String source, String text) {
        String filled = text.strip().replaceAll("\\s+", " ");
        for (String part : FILLED.getOrDefault(source, List.of())) {
            filled = filled.replaceFirst("%s", Matcher.quoteReplacement(part));
        }
        return filled;
    }

    /** Of whole lives of closures, and of work on each table. */
    private static SortedSet<String> asked() {
        Recorded recorded = new Recorded(database.connectionFactory());
        DatabaseClient client = DatabaseClient.create(recorded);
        // the first connection of a process is a slow one
        client.sql("SELECT 1").fetch().one().block();
        try (StoreLives lives = new StoreLives(client, new Shards(client, Mono.just(true)))) {
            lives.live(2, 1);
        }
        WorkRows rows = new WorkRows(client, new Shards(client, Mono.just(true)));
        for (WorkTable table : WORK) {
            WorkLease lease = new WorkLease(BUCKET, new UUID(1, BUCKET), 1, "", Instant.now());
            rows.claimDue(table, "nobody", Duration.ofSeconds(1), 1, Set.of()).blockLast();
            rows.renew(table, lease, Duration.ofSeconds(1)).block();
            rows.release(table, lease, Rest.none()).block();
        }
        SortedSet<String> asked = new TreeSet<>();
        recorded.statements().stream()
                .filter(sql -> !sql.contains("INTO database_server"))
                .forEach(sql -> asked.add(sql.strip().replaceAll("\\s+", " ")));
        return asked;
    }

    private static List<String> texts(String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement sql = connection.createStatement()) {
            sql.setEscapeProcessing(false);
            try (ResultSet row = sql.executeQuery(query)) {
                while (row.next()) {
                    all.add(row.getString(1));
                }
            }
        } catch (SQLException refused) {
            throw new SQLException(query, refused);
        }
        return all;
    }

    private static void run(String statement) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
