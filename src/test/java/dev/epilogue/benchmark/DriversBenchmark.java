package dev.epilogue.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The same statements through R2DBC, as the service sends them, and through the JDBC driver on virtual threads, in turns: for each
 * closure five rows are written, each by a transaction of its own, and two are read with a JSON document of some kilobytes.
 */
@Tag("load")
class DriversBenchmark {

    private static final int CLIENTS = Integer.getInteger("epilogue.benchmark.clients", 16);
    private static final int CLOSURES_EACH = Integer.getInteger("epilogue.benchmark.closures", 100);
    private static final int ROUNDS = Integer.getInteger("epilogue.benchmark.rounds", 10);
    private static final int WRITES = 5;
    private static final int READS = 2;
    private static final int CONNECTIONS = 10;
    private static final String DOCUMENT = "{\"field\":\"" + "x".repeat(3_000) + "\"}";

    @Test
    void r2dbcAndJdbcOnVirtualThreads() throws Exception {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, List<Double>> cpu = new LinkedHashMap<>();
        try (TestDatabase database = TestDatabase.onOwnServer()) {
            database.execute(
                    "CREATE TABLE written (id bigserial PRIMARY KEY, state text NOT NULL, body jsonb NOT NULL)");
            database.execute("INSERT INTO written (state, body) VALUES ('READ', '" + DOCUMENT + "')");
            ConnectionPool reactive =
                    new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                            .maxSize(CONNECTIONS)
                            .build());
            DatabaseClient client = DatabaseClient.create(reactive);
            try (HikariDataSource blocking = blocking(database);
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int round = 0; round <= ROUNDS; round++) {
                    measured("R2DBC", () -> reactive(client), round > 0, rates, cpu);
                    measured("JDBC on virtual threads", () -> blocking(blocking, threads), round > 0, rates, cpu);
                }
            } finally {
                reactive.dispose();
            }
        }
        rates.forEach((driver, samples) -> Figures.print("closures' statements/s, " + driver, samples));
        cpu.forEach(
                (driver, samples) -> Figures.print("ms of processor for a closure's statements, " + driver, samples));
        Figures.ratio(
                "rate, R2DBC / JDBC on virtual threads", rates.get("R2DBC"), rates.get("JDBC on virtual threads"));
        Figures.ratio(
                "processor, R2DBC / JDBC on virtual threads", cpu.get("R2DBC"), cpu.get("JDBC on virtual threads"));
    }

    private interface Load {
        void run() throws Exception;
    }

    private static void measured(
            String driver, Load load, boolean counts, Map<String, List<Double>> rates, Map<String, List<Double>> cpu)
            throws Exception {
        int closures = CLIENTS * CLOSURES_EACH;
        double busy = Cpu.own(ProcessHandle.current());
        long began = System.nanoTime();
        load.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        if (counts) {
            rates.computeIfAbsent(driver, first -> new ArrayList<>()).add(closures / seconds);
            cpu.computeIfAbsent(driver, first -> new ArrayList<>())
                    .add((Cpu.own(ProcessHandle.current()) - busy) * 1_000 / closures);
        }
    }

    private static HikariDataSource blocking(TestDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    private static void reactive(DatabaseClient client) {
        Flux.range(0, CLIENTS)
                .flatMap(
                        number -> Flux.range(0, CLOSURES_EACH)
                                .concatMap(each -> Flux.range(0, WRITES)
                                        .concatMap(write -> write(client, write))
                                        .thenMany(Flux.range(0, READS).concatMap(read -> read(client)))
                                        .then()),
                        CLIENTS)
                .then()
                .block();
    }

    private static Mono<Long> write(DatabaseClient client, int number) {
        return client.sql("INSERT INTO written (state, body) VALUES (:state, CAST(:body AS jsonb))")
                .bind("state", "STATE-" + number)
                .bind("body", DOCUMENT)
                .fetch()
                .rowsUpdated();
    }

    private static Mono<String> read(DatabaseClient client) {
        return client.sql("SELECT id, state, body FROM written WHERE id = :id")
                .bind("id", 1L)
                .map(row -> row.get("body", String.class))
                .one();
    }

    private static void blocking(HikariDataSource pool, ExecutorService threads)
            throws ExecutionException, InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            running.add(threads.submit(() -> {
                for (int each = 0; each < CLOSURES_EACH; each++) {
                    for (int write = 0; write < WRITES; write++) {
                        write(pool, write);
                    }
                    for (int read = 0; read < READS; read++) {
                        read(pool);
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
    }

    private static void write(HikariDataSource pool, int number) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("INSERT INTO written (state, body) VALUES (?, CAST(? AS jsonb))")) {
            statement.setString(1, "STATE-" + number);
            statement.setString(2, DOCUMENT);
            statement.executeUpdate();
        }
    }

    private static String read(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT id, state, body FROM written WHERE id = ?")) {
            statement.setLong(1, 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString("body");
            }
        }
    }
}
