package dev.epilogue.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A new version is rolled out: one instance after the other is asked to stop (SIGTERM) and started again, while closures are
 * proposed, signed and followed through all of them. {@code -Depilogue.rolling.rounds=…} rolls more than once.
 */
@Tag("database")
class RollingRestartTest {

    /** Steps end, streams say goodbye, requests are answered; each has its own limit. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(45);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int rounds = Integer.getInteger("epilogue.rolling.rounds", 1);
    private final int callers = Integer.getInteger("epilogue.rolling.parallel", 6);
    private final Queue<Life> lives = new ConcurrentLinkedQueue<>();
    private volatile boolean rolledOut;

    @Test
    void aRollingRestartLosesNothingAndFollowersGoOn() throws Exception {
        try (Cluster cluster = Cluster.start("rolling", "nitronode-v1");
                ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> calling = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                Random random = new Random(caller);
                calling.add(threads.submit(() -> {
                    closeOneAfterTheOther(cluster, random);
                    return null;
                }));
            }
            List<Duration> stops = rollOut(cluster);
            for (Future<?> each : calling) {
                each.get();
            }
            List<Life> lived = List.copyOf(lives);
            new HistoryCheck(cluster).check(lived);
            System.out.printf(
                    "rolling restart: %d closures, %d retried calls, %d streams came back, stops took %s%n",
                    lived.size(),
                    lived.stream().mapToInt(Life::retries).sum(),
                    lived.stream().mapToInt(life -> life.follower().returns()).sum(),
                    stops);
            assertThat(lived).hasSizeGreaterThan(callers);
            assertThat(stops).allSatisfy(stop -> assertThat(stop).isLessThan(STOPPED_WITHIN));
        }
    }

    private void closeOneAfterTheOther(Cluster cluster, Random random) throws InterruptedException {
        while (!rolledOut) {
            long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
            Life life = new Life(cluster.anyone(), cluster.session(), random.nextBoolean(), giveUpAt);
            lives.add(life);
            life.live();
        }
    }

    /** How long each stop took. The next one stops only when this one serves again. */
    private List<Duration> rollOut(Cluster cluster) {
        List<Duration> stops = new ArrayList<>();
        try {
            for (int round = 0; round < rounds; round++) {
                for (Replica replica : cluster.replicas()) {
                    long began = System.nanoTime();
                    replica.terminate();
                    stops.add(Duration.ofNanos(System.nanoTime() - began));
                    replica.start();
                    replica.awaitReady();
                }
            }
        } finally {
            rolledOut = true;
        }
        return stops;
    }
}
