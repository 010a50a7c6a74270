package dev.epilogue.store;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Stage;
import dev.epilogue.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many closures at once share the flushes of PostgreSQL's log. Run it with {@code mvn test -Dgroups=load -DexcludedGroups=}: it
 * needs a server that nobody else writes to, and a machine that is not short of processors.
 */
@Tag("load")
class WalBudgetTest {

    private static final int CLIENTS = 48;
    private static final int CLOSURES_EACH = 5;

    /** Enough connections that the node's pace is not what is measured. */
    private static final Map<String, Object> MANY_CONNECTIONS = Map.of(
            "epilogue.nodes.sandbox.connections.reading",
            40,
            "epilogue.nodes.sandbox.connections.submitting",
            20,
            "epilogue.nodes.sandbox.timeouts.answer",
            "10s",
            "epilogue.nodes.sandbox.timeouts.silence",
            "15s");

    @Test
    void concurrentClosuresNeedAtMostOneFlushEach() throws SQLException {
        try (TestDatabase database = TestDatabase.onOwnServer().migrate()) {
            long before = flushes(database);
            try (Stage stage = Stage.open(database, Stage.unlimited(), MANY_CONNECTIONS);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                CompletableFuture.allOf(IntStream.range(0, CLIENTS)
                                .mapToObj(client -> CompletableFuture.runAsync(() -> closeSome(stage), threads))
                                .toArray(CompletableFuture[]::new))
                        .join();
                stage.epilogue().close();
                // connections report what they counted when they end
                long after = flushes(database);
                double each = (after - before) / (double) (CLIENTS * CLOSURES_EACH);
                System.out.printf("%.2f WAL syncs per closure%n", each);
                assertThat(each).isLessThanOrEqualTo(1.0);
            }
        }
    }

    private static void closeSome(Stage stage) {
        for (int i = 0; i < CLOSURES_EACH; i++) {
            stage.propose(stage.session()).signedBy(ALICE, BOB).settles("COOPERATIVE");
        }
    }

    private static long flushes(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var query = connection.createStatement();
                var row = query.executeQuery("SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
