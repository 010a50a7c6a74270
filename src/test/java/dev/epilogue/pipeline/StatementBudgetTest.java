package dev.epilogue.pipeline;

import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.socket.Journal;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.SseReader;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.Statements;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Allocation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A closure costs as many statements as it has writes, and a reading for each question that somebody asks: proposal, payloads, each
 * signature, the signed set, the intent, the proof, and a follower's beginning. What is asked by the clock is not counted.
 */
class StatementBudgetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int OF_TWO_SIGNERS = 9;

    /** Of one close by two: the session before it and after it, the frame, and what each was paid. */
    private static final Map<String, Integer> REQUESTS = Map.of(
            "app_sessions.v1.get_app_sessions",
            2,
            "app_sessions.v1.submit_app_state",
            1,
            "user.v1.get_transactions",
            2);

    /** Whoever looks at the payloads, and whoever finds that the signed set is whole. */
    private static final int LOADS = 2;

    /** All that a closure consists of, by whatever statement. */
    private static final String LOAD = "FROM round r WHERE r.bucket";

    /** Nobody polls within the test: what moves is moved by whoever made it due. */
    static final Map<String, Object> PATIENT = Map.of(
            "epilogue.pipeline.poll", "1h",
            "epilogue.work.poll", "1h",
            "epilogue.journal.poll", "1h",
            "epilogue.looks.every", "12h");

    /**
     * Gauges, the database's clock after a moment of silence, and the doorbell for other instances, which rings at most once in ten
     * milliseconds for all closures together, a tenant, which is believed for half a minute, the share of a node's connections, and what
     * was given of limits, which is told once a second for all callers together.
     */
    private static final List<String> BY_THE_CLOCK = List.of(
            "count(*) ", "SELECT $1", "SELECT now()", "pg_notify", "FROM tenant", "INTO link_share", "INTO rate_limit");

    private static Stage stage;
    private static Statements statements;

    @BeforeAll
    static void open() throws SQLException {
        TestDatabase database = TestDatabase.migrated();
        statements = Statements.of(database);
        stage = Stage.open(database, Stage.unlimited(), PATIENT);
        close(2);
    }

    @AfterAll
    static void close() throws SQLException {
        statements.close();
        stage.close();
    }

    @Test
    void aClosureOfTwoSignersCostsNine() throws SQLException {
        assertThat(toClose(2)).hasSizeLessThanOrEqualTo(OF_TWO_SIGNERS);
    }

    @Test
    void eachFurtherSignerCostsOne() throws SQLException {
        assertThat(toClose(10)).hasSizeLessThanOrEqualTo(OF_TWO_SIGNERS + 8);
    }

    @Test
    void aNodeIsAskedFiveTimesHoweverSoonAfterTheProposalAllHaveSigned() {
        Journal journal = stage.node().journal();
        for (int closure = 0; closure < 3; closure++) {
            int before = journal.frames().size();
            close(2);
            assertThat(journal.frames().stream()
                            .skip(before)
                            .map(Journal.Received::method)
                            .filter(REQUESTS::containsKey)
                            .collect(groupingBy(identity(), summingInt(each -> 1))))
                    .isEqualTo(REQUESTS);
        }
    }

    /** What wrote it knows what it wrote. */
    @Test
    void aClosureIsLoadedTwiceInItsLifeHoweverManySign() throws SQLException {
        assertThat(toClose(10)).filteredOn(each -> each.contains(LOAD)).hasSizeLessThanOrEqualTo(LOADS);
    }

    /** Each call of a statement. */
    private static List<String> toClose(int signers) throws SQLException {
        statements.reset();
        close(signers);
        return statements.counted().stream()
                .filter(each -> BY_THE_CLOCK.stream().noneMatch(each.text()::contains))
                .flatMap(each ->
                        Collections.nCopies((int) each.calls(), each.text().replaceAll("\\s+", " ")).stream())
                .toList();
    }

    /** Wallets that rebuild the payload need its digest from nobody: one look serves them all. */
    private static void close(int signers) {
        Wallet[] wallets = Stage.wallets(signers).toArray(Wallet[]::new);
        Allocation[] split = Stage.wallets(signers).stream()
                .map(wallet -> holds(wallet, "1"))
                .toArray(Allocation[]::new);
        Closing closing = stage.propose(stage.session(definition(signers, wallets), split));
        String events = stage.epilogue().url() + "/v1/closures/" + closing.id() + "/events";
        try (SseReader follower = new SseReader(events)) {
            // whoever joins while something is stored reads once more
            assertThat(follower.next(PATIENCE)).isNotNull();
            closing.signedAtOnceBy(wallets);
            assertThat(follower.next(signers + 5, PATIENCE))
                    .extracting(SseReader.Event::type)
                    .endsWith("session.closed", "closure.ended");
            assertThat(follower.endsWithin(PATIENCE)).isTrue();
        }
    }
}
