package dev.epilogue.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many closures over three instances in processes of their own, which are killed and frozen while their database restarts. {@code
 * -Depilogue.history.closures=10000 -Depilogue.history.dialect=nitrorpc -Depilogue.history.seed=…} chooses how many, at which
 * node, and which chaos; see {@code docs/reliability.md}.
 */
@Tag("database")
class ReplicaHistoryTest {

    private static final String DIALECT = System.getProperty("epilogue.history.dialect", "nitronode-v1");
    private static final Duration AT_LEAST = Duration.ofSeconds(240);

    private final int closures = Integer.getInteger("epilogue.history.closures", 40);
    private final int atATime = Integer.getInteger("epilogue.history.parallel", 12);
    private final long seed = Long.getLong("epilogue.history.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void nothingIsLostAndNothingHappensTwice() throws Exception {
        System.out.printf("replica history: %d closures at %s, seed %d%n", closures, DIALECT, seed);
        try (Cluster cluster = Cluster.start("history", DIALECT)) {
            Chaos chaos = new Chaos(seed, cluster.replicas(), cluster.database(), Cluster.LEASE.plusSeconds(1));
            Thread breaking = Thread.ofPlatform().start(chaos);
            long began = System.nanoTime();
            List<Life> lives = lived(cluster);
            chaos.stop();
            breaking.join();
            tell(lives, chaos, Duration.ofNanos(System.nanoTime() - began));

            new HistoryCheck(cluster).check(lives);
            assertThat(chaos.failure()).as("the trouble maker's own trouble").isNull();
            assertThat(chaos.done()).as("a run without trouble proves nothing").isNotEmpty();
        }
    }

    private static void tell(List<Life> lives, Chaos chaos, Duration took) {
        System.out.printf(
                "replica history: %d closures in %d s, %d retried calls, %d events followed, %d times trouble: %s%n",
                lives.size(),
                took.toSeconds(),
                lives.stream().mapToInt(Life::retries).sum(),
                lives.stream()
                        .mapToInt(life -> life.follower().positions().size())
                        .sum(),
                chaos.done().size(),
                chaos.counted());
    }

    private List<Life> lived(Cluster cluster) throws Exception {
        long giveUpAt = System.nanoTime() + AT_LEAST.plusSeconds(closures / 2).toNanos();
        List<Life> lives = new ArrayList<>();
        for (int number = 1; number <= closures; number++) {
            boolean paysOut = random.nextInt(3) == 0;
            lives.add(new Life(cluster.anyone(), cluster.session(random), paysOut, giveUpAt));
        }
        try (ExecutorService callers = Executors.newFixedThreadPool(atATime)) {
            List<Future<?>> all = new ArrayList<>();
            for (Life life : lives) {
                all.add(callers.submit(() -> {
                    life.live();
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
