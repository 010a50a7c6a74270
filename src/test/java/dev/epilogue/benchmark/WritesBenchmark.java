package dev.epilogue.benchmark;

import dev.epilogue.store.connection.ServiceConnections;
import dev.epilogue.testing.StoreLives;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Closures in the database alone, with all that the service writes (seven writes and one read), against a loop that writes five
 * small rows for each, one statement per transaction and no NOTIFY, from 16 clients, in turns.
 */
@Tag("load")
class WritesBenchmark {

    private static final int CLIENTS = Integer.getInteger("epilogue.benchmark.clients", 48);
    private static final int BASELINE_CLIENTS = 16;
    private static final int CLOSURES_EACH = 5;
    private static final int ROUNDS = Integer.getInteger("epilogue.benchmark.rounds", 10);
    private static final int STATEMENTS = 5;

    @Test
    void closuresAgainstPlainStatements() {
        List<Double> ours = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        try (TestDatabase database = TestDatabase.onOwnServer().migrate()) {
            ConnectionPool pool =
                    new ConnectionPool(ConnectionPoolConfiguration.builder(ServiceConnections.to(database))
                            .maxSize(24)
                            .build());
            DatabaseClient client = DatabaseClient.create(pool);
            database.execute("CREATE TABLE plain (id bigserial PRIMARY KEY, state text NOT NULL, body text NOT NULL)");
            try (StoreLives lives = new StoreLives(client)) {
                for (int round = 0; round <= ROUNDS; round++) {
                    double lived = perSecond(CLIENTS * CLOSURES_EACH, () -> lives.live(CLIENTS, CLOSURES_EACH));
                    double written = perSecond(BASELINE_CLIENTS * CLOSURES_EACH, () -> plain(client));
                    if (round > 0) {
                        ours.add(lived);
                        plain.add(written);
                    }
                }
            }
            pool.dispose();
        }
        Figures.print("closures/s, service's store", ours);
        Figures.print("closures/s, plain statements", plain);
        Figures.ratio("store / plain", ours, plain);
    }

    private static double perSecond(int closures, Runnable work) {
        long began = System.nanoTime();
        work.run();
        return closures / ((System.nanoTime() - began) / 1e9);
    }

    private static void plain(DatabaseClient client) {
        Flux.range(0, BASELINE_CLIENTS)
                .flatMap(
                        number -> Flux.range(0, CLOSURES_EACH * STATEMENTS)
                                .concatMap(statement -> statement(client, statement)),
                        BASELINE_CLIENTS)
                .then()
                .block();
    }

    private static Mono<Long> statement(DatabaseClient client, int number) {
        return client.sql("INSERT INTO plain (state, body) VALUES (:state, :body)")
                .bind("state", "STATE-" + number % STATEMENTS)
                .bind("body", "x".repeat(400))
                .fetch()
                .rowsUpdated();
    }
}
