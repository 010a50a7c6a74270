package dev.epilogue.benchmark;

import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.asItStands;

import dev.epilogue.closure.Proposals;
import dev.epilogue.store.Away;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.store.Shards;
import dev.epilogue.store.connection.ServiceConnections;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Claiming 32 of 64 due closures behind which 1,000 others wait, and 1,000,000 ({@code -Depilogue.benchmark.waiting}), on two
 * databases in turns.
 */
@Tag("load")
class ClaimBenchmark {

    private static final int MANY = Integer.getInteger("epilogue.benchmark.waiting", 1_000_000);
    private static final int FEW = 1_000;
    private static final int ROUNDS = Integer.getInteger("epilogue.benchmark.rounds", 60);
    private static final int WARM_UP = 10;
    private static final int CLAIMED = 32;
    private static final int DUE = 64;

    @Test
    void whatWaitsCostsNothing() {
        try (Bench few = new Bench(FEW);
                Bench many = new Bench(MANY)) {
            List<Double> millisOfFew = new ArrayList<>();
            List<Double> millisOfMany = new ArrayList<>();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double atFew = few.claim();
                double atMany = many.claim();
                if (round >= WARM_UP) {
                    millisOfFew.add(atFew);
                    millisOfMany.add(atMany);
                }
            }
            Figures.print("ms to claim, " + FEW + " waiting", millisOfFew);
            Figures.print("ms to claim, " + MANY + " waiting", millisOfMany);
            Figures.ratio(MANY + " / " + FEW, millisOfMany, millisOfFew);
            System.out.println(many.plan());
        }
    }

    private static final class Bench implements AutoCloseable {

        private final TestDatabase database = TestDatabase.onOwnServer().migrate();
        private final ConnectionPool pool;
        private final DatabaseClient client;
        private final LeaseStore leases;

        Bench(int waiting) {
            DatabaseClient plain = DatabaseClient.create(database.connectionFactory());
            new ClosureStore(plain, new Shards(plain))
                    .create(Proposals.propose(asItStands(), alicesAndBobs("one"), NODE, Instant.now()), "wrapped")
                    .block();
            run("CREATE TABLE one AS SELECT * FROM closure");
            // ids rise with time, as the service's own; a function whose parts are taken by .* is called once for each
            // of them
            run("""
                    INSERT INTO closure SELECT r.* FROM one o, generate_series(1, %d) AS n, jsonb_populate_record(o, jsonb_build_object(
                      'id', lpad(to_hex(n), 32, '0'), 'bucket', n %% 64, 'session_id', '0x' || lpad(to_hex(n), 64, '0'),
                      'due_at', now() + interval '1 day' + n * interval '1 second')) AS r""".formatted(waiting));
            run("CREATE TABLE soon AS SELECT bucket, id FROM closure ORDER BY due_at LIMIT " + DUE);
            // a claim reads the rounds with the closure
            run("""
                    INSERT INTO round SELECT copy.* FROM one o JOIN round r ON r.bucket = o.bucket AND r.closure_id = o.id, soon s,
                      jsonb_populate_record(r, jsonb_build_object('bucket', s.bucket, 'closure_id', s.id)) AS copy
                    WHERE s.id <> o.id""");
            run("VACUUM ANALYZE closure, round");
            run("CHECKPOINT");
            pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ServiceConnections.to(database))
                    .initialSize(1)
                    .maxSize(1)
                    .build());
            client = DatabaseClient.create(pool);
            leases = new LeaseStore(client, new Shards(client));
        }

        double claim() {
            run("""
                    UPDATE closure c SET due_at = now(), lease_until = NULL FROM soon
                    WHERE c.bucket = soon.bucket AND c.id = soon.id""");
            long began = System.nanoTime();
            long claimed = leases.claimDue("benchmark", Duration.ofSeconds(10), CLAIMED, Away.none(), Set.of())
                    .count()
                    .block();
            double millis = (System.nanoTime() - began) / 1e6;
            if (claimed != CLAIMED) {
                throw new IllegalStateException(claimed + " claimed");
            }
            return millis;
        }

        /** Of a probe of one bucket, as the claim makes it. */
        String plan() {
            return String.join(
                    "\n",
                    client.sql("""
                            EXPLAIN SELECT c.bucket, c.id FROM closure c WHERE c.bucket = 7 AND c.due_at <= now()
                            ORDER BY c.due_at LIMIT 32 FOR UPDATE SKIP LOCKED""").mapValue(String.class).all().collectList().block());
        }

        private void run(String sql) {
            database.execute(sql);
        }

        @Override
        public void close() {
            pool.dispose();
            database.close();
        }
    }
}
