package dev.epilogue.benchmark;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.testing.Flushes;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.Statements;
import dev.epilogue.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Closures end to end, with the service, PostgreSQL, and clients with their fake node as processes of their own. Builds that are
 * named by {@code epilogue.benchmark.builds} ({@code name=class path without libraries}, by commas) take turns.
 */
@Tag("load")
class ClosuresBenchmark {

    private static final int ROUNDS = Integer.getInteger("epilogue.benchmark.rounds", 1);
    private static final int CLIENTS = Integer.getInteger("epilogue.benchmark.clients", 16);
    private static final int CLOSURES_EACH = Integer.getInteger("epilogue.benchmark.closures", 40);
    private static final int WARM_UP_EACH = Integer.getInteger("epilogue.benchmark.warmup", CLOSURES_EACH);
    private static final boolean TEXTS = Boolean.getBoolean("epilogue.benchmark.texts");

    /** Enough connections that the node's pace is not what is measured; what {@code epilogue.benchmark.settings} says beside them. */
    private static Map<String, Object> settings(FakeNitronode node) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("epilogue.nodes.sandbox.url", node.url());
        settings.put("epilogue.nodes.sandbox.dialect", "nitronode-v1");
        settings.put("epilogue.nodes.sandbox.connections.reading", 100);
        settings.put("epilogue.nodes.sandbox.connections.submitting", 50);
        settings.putAll(pairs(System.getProperty("epilogue.benchmark.settings", "")));
        return settings;
    }

    @Test
    void closuresEndToEnd() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, String> build : builds().entrySet()) {
                run(build.getKey(), build.getValue());
            }
        }
    }

    private static Map<String, String> builds() {
        return pairs(System.getProperty("epilogue.benchmark.builds", "this=target/classes"));
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            int equals = pair.indexOf('=');
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }

    private static void run(String name, String classes) throws SQLException {
        try (TestDatabase database = TestDatabase.onOwnServer();
                FakeNitronode node = FakeNitronode.start(Stage.unlimited());
                Statements statements = Statements.of(database)) {
            ProcessHandle server = server(database);
            long flushes;
            int closures = CLIENTS * CLOSURES_EACH;
            try (ServiceProcess service = new ServiceProcess(classes, database, settings(node));
                    Closer clients = new Closer(service.url(), node)) {
                clients.close(CLIENTS, WARM_UP_EACH);
                statements.reset();
                flushes = Flushes.ofClients(database);
                double cpuOfService = Cpu.seconds(service.handle());
                double cpuOfServer = Cpu.seconds(server);
                double cpuOfLoad = Cpu.own(ProcessHandle.current());
                long began = System.nanoTime();
                List<Double> latencies = clients.close(CLIENTS, CLOSURES_EACH);
                double seconds = (System.nanoTime() - began) / 1e9;
                System.out.printf(
                        "%s, %d clients: %.1f closures/s; CPU for each closure: service %.1f ms, PostgreSQL %.1f ms, load and node %.1f ms%n",
                        name,
                        CLIENTS,
                        closures / seconds,
                        (Cpu.seconds(service.handle()) - cpuOfService) * 1_000 / closures,
                        (Cpu.seconds(server) - cpuOfServer) * 1_000 / closures,
                        (Cpu.own(ProcessHandle.current()) - cpuOfLoad) * 1_000 / closures);
                Figures.print(name + ": milliseconds from the last signature to session.closed", latencies);
                print(name, statements.counted(), closures);
            }
            System.out.printf(
                    "%s: %.2f WAL syncs per closure%n",
                    name, (Flushes.ofClients(database) - flushes) / (double) closures);
        }
    }

    private static void print(String name, List<Statements.Statement> counted, int closures) {
        System.out.printf(
                "%s: %.2f statements for each closure, %.2f ms of the server without planning%n",
                name,
                counted.stream().mapToLong(Statements.Statement::calls).sum() / (double) closures,
                counted.stream().mapToDouble(Statements.Statement::milliseconds).sum() / closures);
        counted.stream()
                .filter(each -> TEXTS && each.calls() * 50 > closures)
                .forEach(each -> System.out.printf(
                        "  %6.2f calls %6.3f ms, %6.2f rows: %.110s%n",
                        each.calls() / (double) closures,
                        each.milliseconds() / closures,
                        each.rows() / (double) closures,
                        each.text().replaceAll("\\s+", " ")));
    }

    private static ProcessHandle server(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var query = connection.createStatement();
                var row = query.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }
}
