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

/**
 * Many closures, lived beside trouble. {@code -Depilogue.history.closures=10000 -Depilogue.history.seed=…} chooses how many, and which chaos.
 *
 * @param seed drawn where none is given
 */
record Histories(int closures, long seed) {

    static final Duration AT_LEAST = Duration.ofSeconds(300);

    /** At a 0.x node: long enough to collect signatures in, so that not every round lapses. */
    private static final Duration BETWEEN_LEAPS = Duration.ofSeconds(12);

    private static final int AT_A_TIME = Integer.getInteger("epilogue.history.parallel", 12);

    /** @param closures where nothing else is asked for */
    static Histories asConfigured(int closures) {
        return new Histories(
                Integer.getInteger("epilogue.history.closures", closures),
                Long.getLong("epilogue.history.seed", System.nanoTime()));
    }

    /** What callers were told, what is stored and what the node did is the same afterwards. */
    List<Life> live(Cluster cluster, Chaos chaos) throws Exception {
        System.out.printf("replica history: %d closures, seed %d%n", closures, seed);
        Thread breaking = Thread.ofPlatform().start(chaos);
        long began = System.nanoTime();
        List<Life> lives = lived(cluster, chaos);
        chaos.stop();
        breaking.join();
        tell(lives, chaos, Duration.ofNanos(System.nanoTime() - began));

        new HistoryCheck(cluster).check(lives);
        assertThat(chaos.failure()).as("the trouble maker's own trouble").isNull();
        return lives;
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

    private List<Life> lived(Cluster cluster, Chaos chaos) throws Exception {
        long giveUpAt = System.nanoTime() + AT_LEAST.plusSeconds(closures).toNanos();
        List<Life> lives = new ArrayList<>();
        Random random = new Random(seed);
        for (int number = 1; number <= closures; number++) {
            boolean paysOut = random.nextInt(3) == 0;
            lives.add(new Life(cluster.anyone(), cluster.session(), paysOut, giveUpAt));
        }
        AtomicInteger ended = new AtomicInteger();
        try (ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
                ExecutorService callers = Executors.newFixedThreadPool(AT_A_TIME)) {
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
