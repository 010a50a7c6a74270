package dev.epilogue.store;

import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.asItStands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Proposals;
import dev.epilogue.store.connection.ServiceConnections;
import dev.epilogue.testing.Statements;
import dev.epilogue.testing.Statements.Statement;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** A claim is one statement, whatever buckets lie behind it; it touches what it takes, and nothing of what waits. */
@Tag("database")
class ClaimBudgetTest {

    private static final int DUE = 64;
    private static final int TAKEN = 32;
    private static final int FEW = 1_000;
    private static final int MANY = 20_000;

    /** Pages of a closure, its rounds and their indexes, and a probe of each bucket. */
    private static final int PAGES_EACH = 60;

    private static TestDatabase database;
    private static Statements statements;
    private static ConnectionPool pool;
    private static DatabaseClient client;
    private static LeaseStore leases;

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.onOwnServer().migrate();
        statements = Statements.of(database);
        DatabaseClient plain = DatabaseClient.create(database.connectionFactory());
        new ClosureStore(plain, new Shards(plain))
                .create(Proposals.propose(asItStands(), alicesAndBobs("one"), NODE, Instant.now()), "wrapped")
                .block();
        run("CREATE TABLE one AS SELECT * FROM closure");
        run("CREATE TABLE round_of_one AS SELECT * FROM round");
        run("UPDATE closure SET due_at = now() + interval '1 year'");
        add(1, DUE, "now()");
        add(DUE + 1, FEW, "now() + interval '1 day'");
        run("ANALYZE");
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ServiceConnections.to(database))
                .initialSize(1)
                .maxSize(1)
                .build());
        client = DatabaseClient.create(pool);
        leases = new LeaseStore(client, new Shards(client));
    }

    @AfterAll
    static void close() throws SQLException {
        statements.close();
        pool.dispose();
        database.close();
    }

    @BeforeEach
    void allAreDue() {
        run(
                "UPDATE closure SET due_at = now() - interval '1 minute', lease_until = NULL WHERE due_at < now() + interval '1 hour'");
    }

    @Test
    void aClaimOfManyBucketsIsOneStatement() throws SQLException {
        statements.reset();
        List<Claimed> claimed = claim();

        assertThat(statements.counted()).singleElement().satisfies(claim -> {
            assertThat(claim.calls()).isEqualTo(1);
            assertThat(claim.rows()).isEqualTo(TAKEN);
        });
        assertThat(client.sql("SELECT count(DISTINCT bucket) FROM closure WHERE lease_until > now()")
                        .mapValue(Long.class)
                        .one()
                        .block())
                .isEqualTo(TAKEN);
        assertThat(claimed).allSatisfy(each -> assertThat(each.loaded()).isNotNull());
    }

    @Test
    void twoClaimsTakeEverythingThatIsDueAndNothingTwice() {
        Set<Object> taken = new HashSet<>();
        claim().forEach(each -> taken.add(each.claim().closure()));
        claim().forEach(each -> taken.add(each.claim().closure()));

        assertThat(taken).hasSize(DUE);
        assertThat(claim()).isEmpty();
    }

    /** Counted in pages, which are the same on any machine; an index that is twenty times as long may be a level deeper. */
    @Test
    void whatWaitsCostsNothing() throws SQLException {
        long behindFew = pages();
        add(DUE + FEW + 1, MANY - FEW, "now() + interval '1 day'");
        allAreDue();
        long behindMany = pages();

        assertThat(behindFew).isLessThanOrEqualTo((long) TAKEN * PAGES_EACH);
        assertThat(behindMany).isLessThanOrEqualTo(behindFew * 3 / 2);
    }

    private static long pages() throws SQLException {
        run("VACUUM ANALYZE closure, round");
        statements.reset();
        assertThat(claim()).hasSize(TAKEN);
        return statements.counted().stream().mapToLong(Statement::pages).sum();
    }

    private static List<Claimed> claim() {
        return leases.claimDue("test", Duration.ofMinutes(10), TAKEN, Away.none(), Set.of())
                .collectList()
                .block(Duration.ofSeconds(30));
    }

    /** So many more like the first one, in all buckets in turn. */
    private static void add(int first, int count, String due) {
        run("""
                INSERT INTO closure SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'bucket', n %% 64,
                  'session_id', '0x' || lpad(to_hex(n), 64, '0'), 'due_at', %s))).*
                FROM one o, generate_series(%d, %d) AS n""".formatted(due, first, first + count - 1));
        run("""
                INSERT INTO round SELECT (jsonb_populate_record(r, jsonb_build_object('bucket', c.bucket, 'closure_id', c.id))).*
                FROM round_of_one r, closure c WHERE NOT EXISTS (
                  SELECT 1 FROM round o WHERE o.bucket = c.bucket AND o.closure_id = c.id)""");
    }

    private static void run(String sql) {
        database.execute(sql);
    }
}
