package dev.epilogue.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many closures over three instances in processes of their own, which are killed and frozen while their database restarts. {@code
 * -Depilogue.history.closures=10000 -Depilogue.history.seed=…} chooses how many, and which chaos; see {@code docs/reliability.md}.
 */
@Tag("database")
class ReplicaHistoryTest {

    private static final Duration AT_LEAST = Duration.ofSeconds(300);

    /** At a 0.x node: long enough to collect signatures in, so that not every round lapses. */
    private static final Duration BETWEEN_LEAPS = Duration.ofSeconds(12);

    private final int atATime = Integer.getInteger("epilogue.history.parallel", 12);
    private final long seed = Long.getLong("epilogue.history.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void nothingIsLostAndNothingHappensTwice() throws Exception {
        int closures = Integer.getInteger("epilogue.history.closures", 40);
        live("nitronode-v1", closures, AT_LEAST.plusSeconds(closures / 2).dividedBy(2));
    }

    /** A lost frame waits for its fence there, and payments are counted again after half a minute: chaos leaves time for both. */
    @Test
    void nothingIsPaidTwiceByANodeThatBindsNoVersion() throws Exception {
        int closures = Integer.getInteger("epilogue.history.closures", 12);
        List<Life> lives = live("nitrorpc", closures, Duration.ofSeconds(10 + closures));

        assertThat(lives.stream().mapToInt(Life::rounds).sum())
                .as("a frame got lost, and its closure was signed again behind the fence")
                .isGreaterThan(closures);
    }

    private List<Life> live(String dialect, int closures, Duration chaotic) throws Exception {
        System.out.printf("replica history: %d closures at %s, seed %d%n", closures, dialect, seed);
        try (Cluster cluster = Cluster.start("history-" + dialect, dialect)) {
            Chaos chaos = new Chaos(seed, cluster, chaotic);
            Thread breaking = Thread.ofPlatform().start(chaos);
            long began = System.nanoTime();
            List<Life> lives = lived(cluster, closures, chaos);
            chaos.stop();
            breaking.join();
            tell(lives, chaos, Duration.ofNanos(System.nanoTime() - began));

            new HistoryCheck(cluster).check(lives);
            assertThat(chaos.failure()).as("the trouble maker's own trouble").isNull();
            assertThat(chaos.counted())
                    .as("a run without trouble proves nothing")
                    .containsOnlyKeys("kill", "freeze", "database");
            return lives;
        }
    }

    private static void tell(List<Life> lives, Chaos chaos, Duration took) {
        Map<String, Long> counted = chaos.counted();
        System.out.printf(
                "replica history: %d closures in %d s, %d rounds, %d retried calls, %d events followed, trouble: %s%n",
                lives.size(),
                took.toSeconds(),
                lives.stream().mapToInt(Life::rounds).sum(),
                lives.stream().mapToInt(Life::retries).sum(),
                lives.stream()
                        .mapToInt(life -> life.follower().positions().size())
                        .sum(),
                counted);
    }

    private List<Life> lived(Cluster cluster, int closures, Chaos chaos) throws Exception {
        long giveUpAt = System.nanoTime() + AT_LEAST.plusSeconds(closures).toNanos();
        List<Life> lives = new ArrayList<>();
        for (int number = 1; number <= closures; number++) {
            boolean paysOut = random.nextInt(3) == 0;
            lives.add(new Life(cluster.anyone(), cluster.session(), paysOut, giveUpAt));
        }
        AtomicInteger ended = new AtomicInteger();
        try (ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
                ExecutorService callers = Executors.newFixedThreadPool(atATime)) {
            long period = BETWEEN_LEAPS.toSeconds();
            time.scheduleAtFixedRate(cluster::leap, period, period, TimeUnit.SECONDS);
            List<Future<?>> all = new ArrayList<>();
            for (Life life : lives) {
                all.add(callers.submit(() -> {
                    life.live();
                    if (3 * ended.incrementAndGet() >= 2 * closures) {
                        chaos.stop();
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return lives;
    }
}
