package dev.epilogue.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each story is told once straight, and once more for every call that the service makes to the database or to the node: there it
 * dies, and another one goes on. What is left behind is the same, and the node has executed the same.
 */
@Tag("database")
@Tag("citus")
class CrashEquivalenceTest {

    private static final int SIDE_BY_SIDE = 4;

    /** {@code -Depilogue.crash.stride=1} dies at every call, not at every fifteenth one. */
    private static final int STRIDE = Integer.getInteger("epilogue.crash.stride", 15);

    /** Drawn, and printed: where each story's first crash is. {@code -Depilogue.crash.seed=…} dies at the same calls again. */
    private static final long SEED = Long.getLong("epilogue.crash.seed", System.nanoTime());

    /** The identical effect by somebody else's hand or by ours: whoever loses the answer cannot tell which it was. */
    private static final String WHOSE_CLOSE = "closed elsewhere";

    private static final AtomicInteger CRASHES = new AtomicInteger();
    private static ExecutorService workers;

    @BeforeAll
    static void start() {
        workers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    }

    @AfterAll
    static void stop() {
        System.out.printf("crash equivalence: %d crashes, seed %d%n", CRASHES.get(), SEED);
        workers.shutdown();
    }

    static List<Arguments> stories() {
        return Arrays.stream(Ground.values())
                .flatMap(ground -> Story.all().stream()
                        .filter(story -> story.grounds().contains(ground))
                        .map(story -> Arguments.of(ground, story)))
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("stories")
    void whereverTheServiceDiesTheSameIsLeftBehind(Ground ground, Story story) throws Exception {
        Told straight = told(ground, story, CrashPoints.none());
        assertThat(straight.points()).isGreaterThan(5);
        int first = 1 + new Random(SEED + story.name().hashCode() + ground.ordinal()).nextInt(STRIDE);
        Map<Integer, Future<Told>> crashed = new TreeMap<>();
        for (int point = first; point <= straight.points() + 2; point += STRIDE) {
            CrashPoints fatal = CrashPoints.at(point);
            crashed.put(point, workers.submit(() -> told(ground, story, fatal)));
        }
        for (Map.Entry<Integer, Future<Told>> each : crashed.entrySet()) {
            assertThat(comparable(story, each.getValue().get().remains()))
                    .as(
                            "%s: %s, died at call %d of about %d, seed %d",
                            ground, story, each.getKey(), straight.points(), SEED)
                    .isEqualTo(comparable(story, straight.remains()));
        }
    }

    private record Told(String remains, int points) {}

    private static Told told(Ground ground, Story story, CrashPoints points) {
        NodeTime time = new NodeTime();
        try (NodeStand node = ground.start(time);
                Stage stage = new Stage(node, time)) {
            Teller teller = new Teller(story, stage);
            int passed = teller.tell(points);
            if (points.died()) {
                CRASHES.incrementAndGet();
            }
            return new Told(Remains.of(teller.session(), stage), passed);
        }
    }

    /** Whether somebody's update is noticed before sending, or by the proof of the close, is a matter of the moment. */
    private static String comparable(Story story, String remains) {
        if (story.name().equals("version moved")) {
            return remains.replaceAll("\"(base|version)\": \\d+", "\"$1\": 0");
        }
        return story.name().equals(WHOSE_CLOSE) ? remains.replace("\"COOPERATIVE\"", "\"CLOSED_ELSEWHERE\"") : remains;
    }
}
