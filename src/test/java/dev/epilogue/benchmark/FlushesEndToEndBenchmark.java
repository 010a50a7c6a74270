package dev.epilogue.benchmark;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.awaitility.Awaitility.await;

import dev.epilogue.testing.Flushes;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Closures end to end (proposed and signed over HTTP, closed at a fake node over WebSocket, all of it in this process) and how
 * often PostgreSQL flushed its log for each.
 */
@Tag("load")
class FlushesEndToEndBenchmark {

    private static final int CLIENTS = Integer.getInteger("epilogue.benchmark.clients", 48);
    private static final int CLOSURES_EACH = Integer.getInteger("epilogue.benchmark.closures", 5);

    /** Enough connections that the node's pace is not what is measured. */
    private static final Map<String, Object> MANY_CONNECTIONS = Map.of(
            "epilogue.nodes.sandbox.connections.reading",
            40,
            "epilogue.nodes.sandbox.connections.submitting",
            20,
            "epilogue.nodes.sandbox.timeouts.connect",
            "10s",
            "epilogue.nodes.sandbox.timeouts.answer",
            "10s",
            "epilogue.nodes.sandbox.timeouts.silence",
            "15s");

    @Test
    void closuresEndToEnd() throws SQLException {
        TestDatabase database = TestDatabase.onOwnServer().migrate();
        long before = Flushes.ofClients(database);
        try (Stage stage = Stage.open(database, Stage.unlimited(), MANY_CONNECTIONS);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            await().ignoreExceptions()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> stage.api().get("/v1/nodes").body().toString().contains("\"UP\""));
            long began = System.nanoTime();
            CompletableFuture.allOf(IntStream.range(0, CLIENTS)
                            .mapToObj(client -> CompletableFuture.runAsync(() -> closeSome(stage), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
            double seconds = (System.nanoTime() - began) / 1e9;
            // a connection's flushes are counted when it ends
            stage.epilogue().close();
            int closures = CLIENTS * CLOSURES_EACH;
            Figures.figure("end to end, closures/s", closures / seconds);
            Figures.figure(
                    "end to end, WAL syncs per closure", (Flushes.ofClients(database) - before) / (double) closures);
            stage.restartService();
        }
    }

    private static void closeSome(Stage stage) {
        for (int i = 0; i < CLOSURES_EACH; i++) {
            stage.propose(stage.session()).signedBy(ALICE, BOB).settles("COOPERATIVE");
        }
    }
}
