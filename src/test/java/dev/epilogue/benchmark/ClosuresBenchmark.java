package dev.epilogue.benchmark;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.Flushes;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.Statements;
import dev.epilogue.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Closures end to end, with the service, PostgreSQL, and clients with their fake node as processes of their own. Builds that are
 * named by {@code epilogue.benchmark.builds} ({@code name=class path without libraries}, by commas) take turns, and so do the numbers of
 * signers and of replicas in {@code epilogue.benchmark.signers=2,8,32} and {@code epilogue.benchmark.replicas=1,3}.
 * {@code epilogue.benchmark.database=commit_delay=5000} is said to the server. With {@code epilogue.benchmark.rate} no more closures than that
 * begin in a second; with {@code epilogue.benchmark.node=limited} the node has the limits of a real one, and the service its default settings.
 * Where {@code pgbench} is installed, what PostgreSQL does by itself is measured after it, on the same server.
 */
@Tag("load")
class ClosuresBenchmark {

    private static final int ROUNDS = Integer.getInteger("epilogue.benchmark.rounds", 1);
    private static final int CLIENTS = Integer.getInteger("epilogue.benchmark.clients", 16);
    private static final int CLOSURES_EACH = Integer.getInteger("epilogue.benchmark.closures", 40);
    private static final int WARM_UP_EACH = Integer.getInteger("epilogue.benchmark.warmup", CLOSURES_EACH);
    private static final double RATE = Double.parseDouble(System.getProperty("epilogue.benchmark.rate", "Infinity"));
    private static final boolean LIMITED = "limited".equals(System.getProperty("epilogue.benchmark.node"));
    private static final int PLAIN_CLIENTS = 16;
    private static final int PLAIN_SECONDS = Integer.getInteger("epilogue.benchmark.plain", 10);
    private static final boolean TEXTS = Boolean.getBoolean("epilogue.benchmark.texts");

    /** Enough connections that the node's pace is not what is measured; what {@code epilogue.benchmark.settings} says beside them. */
    private static Map<String, Object> settings(FakeNitronode node) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("epilogue.nodes.sandbox.url", node.url());
        settings.put("epilogue.nodes.sandbox.dialect", "nitronode-v1");
        if (!LIMITED) {
            settings.put("epilogue.nodes.sandbox.connections.reading", 100);
            settings.put("epilogue.nodes.sandbox.connections.submitting", 50);
        }
        settings.putAll(pairs(System.getProperty("epilogue.benchmark.settings", "")));
        return settings;
    }

    @Test
    void closuresEndToEnd() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Setup setup : setups()) {
                run(setup);
            }
        }
    }

    private static List<Setup> setups() {
        List<Setup> setups = new ArrayList<>();
        builds().forEach((build, classes) -> numbers("signers", "2")
                .forEach(signers -> numbers("replicas", "1")
                        .forEach(replicas -> setups.add(new Setup(build, classes, signers, replicas)))));
        return setups;
    }

    private static List<Integer> numbers(String name, String usual) {
        return Arrays.stream(
                        System.getProperty("epilogue.benchmark." + name, usual).split(","))
                .map(Integer::valueOf)
                .toList();
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

    /** One build, with so many signers for each closure and so many replicas. */
    private record Setup(String build, String classes, int signers, int replicas) {

        @Override
        public String toString() {
            return "%s, %d clients, %d signers, %d %s"
                    .formatted(build, CLIENTS, signers, replicas, replicas == 1 ? "replica" : "replicas");
        }
    }

    private static void run(Setup setup) throws SQLException {
        try (TestDatabase database = TestDatabase.onOwnServer();
                FakeNitronode node =
                        FakeNitronode.start(LIMITED ? FakeNitronodeOptions.defaults() : Stage.unlimited());
                Statements statements = Statements.of(database);
                Replicas replicas = Replicas.start(setup, database, settings(node));
                Closer clients = new Closer(replicas.urls(), node, setup.signers())) {
            ProcessHandle server = server(database);
            pairs(System.getProperty("epilogue.benchmark.database", "")).forEach((name, value) -> {
                database.execute("ALTER SYSTEM SET " + name + " = " + value);
                database.execute("SELECT pg_reload_conf()");
            });
            clients.close(CLIENTS, WARM_UP_EACH);
            statements.reset();
            long flushes = Flushes.ofClients(database);
            int asked = node.journal().frames().size();
            double cpuOfService = replicas.cpu();
            double cpuOfServer = Cpu.seconds(server);
            double cpuOfLoad = Cpu.own(ProcessHandle.current());
            long began = System.nanoTime();
            List<Double> latencies = clients.close(CLIENTS, CLOSURES_EACH, RATE);
            double seconds = (System.nanoTime() - began) / 1e9;
            int requests = node.journal().frames().size() - asked;
            double closures = CLIENTS * CLOSURES_EACH;
            List<Statements.Statement> counted = statements.counted();
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("closures a second", closures / seconds);
            figures.put("ms of CPU, service", (replicas.cpu() - cpuOfService) * 1_000 / closures);
            figures.put("ms of CPU, PostgreSQL", (Cpu.seconds(server) - cpuOfServer) * 1_000 / closures);
            figures.put(
                    "ms of CPU, clients and node", (Cpu.own(ProcessHandle.current()) - cpuOfLoad) * 1_000 / closures);
            figures.put(
                    "statements",
                    counted.stream().mapToLong(Statements.Statement::calls).sum() / closures);
            figures.put(
                    "ms of the server without planning",
                    counted.stream()
                                    .mapToDouble(Statements.Statement::milliseconds)
                                    .sum()
                            / closures);
            figures.put("WAL syncs", (Flushes.ofClients(database) - flushes) / closures);
            figures.put("requests to the node", requests / closures);
            figures.put("requests to the node a second", requests / seconds);
            Figures.figures(setup + ": for each closure", figures);
            Figures.print(setup + ": ms from the last signature to session.closed", latencies);
            Figures.figure(setup + ": p99 of these", Figures.percentile(latencies, 99));
            print(counted, closures);
            Pgbench.rate(database, PLAIN_CLIENTS, PLAIN_SECONDS).ifPresent(plain -> {
                Figures.figure(setup + ": five plain statements for each closure, a second", plain);
                Figures.figure(setup + ": closures a second by those", closures / seconds / plain);
            });
        }
    }

    /** Of one build, on one database. */
    private record Replicas(List<ServiceProcess> services) implements AutoCloseable {

        static Replicas start(Setup setup, TestDatabase database, Map<String, Object> settings) {
            Replicas replicas = new Replicas(new ArrayList<>());
            for (int each = 0; each < setup.replicas(); each++) {
                replicas.services.add(new ServiceProcess(setup.classes(), database, settings));
            }
            return replicas;
        }

        List<String> urls() {
            return services.stream().map(ServiceProcess::url).toList();
        }

        double cpu() {
            return services.stream()
                    .mapToDouble(each -> Cpu.seconds(each.handle()))
                    .sum();
        }

        @Override
        public void close() {
            services.forEach(ServiceProcess::close);
        }
    }

    private static void print(List<Statements.Statement> counted, double closures) {
        counted.stream()
                .filter(each -> TEXTS && each.calls() * 50 > closures)
                .forEach(each -> System.out.printf(
                        "  %6.2f calls %6.3f ms, %6.2f rows: %.110s%n",
                        each.calls() / closures,
                        each.milliseconds() / closures,
                        each.rows() / closures,
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
