package dev.epilogue.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.signing.MasterKey;
import dev.epilogue.store.keys.Rewrapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Callers close sessions at three nodes while one trouble after the other, drawn at random, befalls nodes, database, keys and instances; what must
 * hold is looked at all the while. {@code -Depilogue.game.duration=PT1H -Depilogue.game.seed=…} plays for longer, and the same troubles
 * again; see {@code docs/reliability.md}.
 */
@Tag("database")
class GameOfFaultsTest {

    private static final Duration CALM = Duration.ofMinutes(1);
    private static final int QUIET_CLOSES = 12;
    private static final Duration TO_THE_END = Duration.ofMinutes(6);
    private static final int PLAYERS = 6;
    private static final int ROTATIONS = 2;

    /** What the load of two cores, which run all of this and more, may add to a close; a node's trouble once added a minute and more. */
    private static final Duration MACHINE = Duration.ofSeconds(10);

    private final Duration lasts = Duration.parse(System.getProperty("epilogue.game.duration", "PT45S"));
    private final long seed = Long.getLong("epilogue.game.seed", System.nanoTime());
    private final AtomicLong sharedTroubles = new AtomicLong();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Queue<Player> players = new ConcurrentLinkedQueue<>();
    private final Map<Trouble, Integer> befell = new EnumMap<>(Trouble.class);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean calm = true;
    private volatile boolean over;
    private volatile boolean givenUp;

    @Test
    void whateverBefallsNothingIsLostAndNothingHappensTwice() throws Exception {
        System.out.printf("game of faults: %s, seed %d%n", lasts, seed);
        Random random = new Random(seed);
        try (Field field = new Field(random, ROTATIONS);
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Books books = new Books(field);
            Prober prober = new Prober(field, () -> over, () -> calm, sharedTroubles::get);
            List<Future<?>> all = new ArrayList<>();
            for (int number = 0; number < PLAYERS; number++) {
                SplittableRandom own = new SplittableRandom(seed + number);
                all.add(people.submit(() -> keepPlaying(field, own)));
            }
            all.add(people.submit(prober));
            Optional<Disputes> disputes = field.chained()
                    .map(place -> new Disputes(field, place, new SplittableRandom(seed), () -> over, violations));
            disputes.ifPresent(each -> all.add(people.submit(each)));
            all.add(people.submit(() -> keepLooking(books)));
            try {
                play(prober);
                calm = false;
                makeTrouble(field, random);
                over = true;
                untilAllHaveEnded(field, all);
                violations.addAll(books.atTheEnd(players));
                tell(prober);
                System.out.printf("game of faults: disputes %s%n", disputes);
                assertThat(violations).isEmpty();
                assertThat(field.well().node().journal().overruns())
                        .as("the node's pace was kept")
                        .isZero();
                everyTroubleHappened();
                healthyNodeWasHealthy(prober);
                keysCanBeForgotten(field);
            } finally {
                over = true;
                givenUp = true;
                end.countDown();
            }
        }
    }

    /** Without troubles, until there is something to compare with. */
    private void play(Prober prober) throws InterruptedException {
        long until = System.nanoTime() + CALM.toNanos();
        while (quiet(prober).size() < QUIET_CLOSES && System.nanoTime() < until) {
            end.await(200, TimeUnit.MILLISECONDS);
        }
    }

    private void keepPlaying(Field field, SplittableRandom random) {
        List<String> nodes = List.of(Field.ILL, Field.OLD, Field.WELL, Field.ILL);
        while (!over) {
            Player player = new Player(field, nodes.get(random.nextInt(nodes.size())), random.split(), () -> givenUp);
            players.add(player);
            try {
                player.play();
            } catch (RuntimeException | AssertionError broken) {
                violations.add("a caller's trouble: " + player + ": " + broken);
            }
        }
    }

    private void keepLooking(Books books) {
        while (!over) {
            violations.addAll(books.now(players));
            try {
                end.await(2, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Each kind once, in an order that the seed says, and then any. */
    private void makeTrouble(Field field, Random random) throws InterruptedException {
        long until = System.nanoTime() + lasts.toNanos();
        List<Trouble> first = new ArrayList<>(List.of(Trouble.values()));
        Collections.shuffle(first, random);
        Trouble.Pause pause = new Trouble.Pause() {
            @Override
            public void of(int millis) throws InterruptedException {
                end.await(millis, TimeUnit.MILLISECONDS);
            }

            @Override
            public void between(int least, int most) throws InterruptedException {
                of(least + random.nextInt(most - least));
            }
        };
        for (Trouble trouble : first) {
            befall(trouble, field, random, pause);
        }
        while (System.nanoTime() < until) {
            befall(Trouble.values()[random.nextInt(Trouble.values().length)], field, random, pause);
        }
    }

    private void befall(Trouble trouble, Field field, Random random, Trouble.Pause pause) throws InterruptedException {
        pause.between(100, 1_000);
        System.out.printf("game of faults: %s%n", trouble);
        befell.merge(trouble, 1, Integer::sum);
        if (trouble.shared()) {
            sharedTroubles.incrementAndGet();
        }
        trouble.befall(field, random, pause);
        if (trouble.shared()) {
            await().atMost(TO_THE_END)
                    .ignoreExceptions()
                    .until(() -> field.anyone().get("/v1/closures").status() == 200);
            pause.between(1_000, 2_000);
            sharedTroubles.incrementAndGet();
        }
    }

    /** Lost frames of 0.x wait for their fence, and payments are counted twice: time passes for both. */
    private void untilAllHaveEnded(Field field, List<Future<?>> all) {
        try {
            await().atMost(TO_THE_END).pollInterval(Duration.ofSeconds(3)).until(() -> {
                field.oldNodesClockLeaps();
                field.somebodyInsists();
                field.database()
                        .execute("UPDATE closure SET due_at = now() WHERE status = 'SETTLING' AND lease_until IS NULL");
                return all.stream().allMatch(Future::isDone);
            });
        } catch (ConditionTimeoutException notAll) {
            givenUp = true;
        }
    }

    private void tell(Prober prober) {
        System.out.printf("game of faults: seed %d, %d closures, troubles %s%n", seed, players.size(), befell);
        Map<String, Long> ends = new TreeMap<>();
        players.forEach(player -> ends.merge(
                player.course() + " "
                        + (player.end() == null
                                ? "-"
                                : player.end().path("status").asString() + "/"
                                        + player.end().path("outcome").asString()),
                1L,
                Long::sum));
        System.out.printf("game of faults: ends %s%n", ends);
        System.out.printf(
                "game of faults: a healthy node's close takes p50 %s, p99 %s when all is well (%d), p50 %s, p99 %s beside troubles of others (%d)%n",
                Prober.percentile(quiet(prober), 50),
                Prober.percentile(quiet(prober), 99),
                quiet(prober).size(),
                Prober.percentile(troubled(prober), 50),
                Prober.percentile(troubled(prober), 99),
                troubled(prober).size());
        violations.forEach(violation -> System.out.println("game of faults: VIOLATION " + violation));
    }

    private void everyTroubleHappened() {
        assertThat(befell.keySet()).containsExactlyInAnyOrder(Trouble.values());
    }

    private static void healthyNodeWasHealthy(Prober prober) {
        assertThat(Prober.percentile(troubled(prober), 99))
                .isLessThanOrEqualTo(
                        Prober.percentile(quiet(prober), 99).multipliedBy(2).plus(MACHINE));
    }

    private static List<Duration> quiet(Prober prober) {
        return times(prober.samples().stream().filter(Prober.Sample::calm));
    }

    private static List<Duration> troubled(Prober prober) {
        return times(prober.samples().stream().filter(sample -> !sample.calm() && !sample.shared()));
    }

    private static List<Duration> times(Stream<Prober.Sample> samples) {
        return samples.map(Prober.Sample::took).toList();
    }

    /** The last key is enough to go on with. */
    private static void keysCanBeForgotten(Field field) {
        Rewrapping rewrapping = field.one().bean(Rewrapping.class);
        String newest = MasterKey.parse(field.newestMaster()).id();
        await().atMost(TO_THE_END).until(() -> {
            rewrapping.pass().block(TO_THE_END);
            return rewrapping.count().blockOptional(TO_THE_END).orElseThrow().keySet().stream()
                    .allMatch(newest::equals);
        });
        field.forgetOldKeys();
        assertThat(field.anyone().get("/v1/closures").status()).isEqualTo(200);
    }
}
