package dev.epilogue.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each story is told once straight, and once more for every call that the service makes to the database or to the node: there it
 * dies, and another one goes on. What is left behind is the same, and the node has executed the same.
 */
@Tag("database")
class CrashEquivalenceTest {

    private static final int SIDE_BY_SIDE = 4;

    /** {@code -Depilogue.crash.stride=1} dies at every call, not at every third one. */
    private static final int STRIDE = Integer.getInteger("epilogue.crash.stride", 3);

    /** The identical effect by somebody else's hand or by ours: whoever loses the answer cannot tell which it was. */
    private static final String WHOSE_CLOSE = "closed elsewhere";

    private static final AtomicInteger CRASHES = new AtomicInteger();
    private static ExecutorService workers;
    private static FakeNitronode node;
    private static LinkedBlockingQueue<Stage> stages;

    @BeforeAll
    static void start() {
        node = FakeNitronode.start(FakeNitronodeOptions.defaults().withoutRateLimits());
        workers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        stages = new LinkedBlockingQueue<>();
        for (int each = 0; each < SIDE_BY_SIDE; each++) {
            stages.add(new Stage(node));
        }
    }

    @AfterAll
    static void stop() {
        System.out.println("crash equivalence: " + CRASHES + " crashes");
        workers.shutdown();
        node.close();
        stages.forEach(Stage::close);
    }

    static List<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void whereverTheServiceDiesTheSameIsLeftBehind(Story story) throws Exception {
        Told straight = told(story, CrashPoints.none());
        assertThat(straight.points()).isGreaterThan(5);
        Map<Integer, Future<Told>> crashed = new TreeMap<>();
        for (int point = 1 + Math.floorMod(story.name().hashCode(), STRIDE);
                point <= straight.points() + 2;
                point += STRIDE) {
            CrashPoints fatal = CrashPoints.at(point);
            crashed.put(point, workers.submit(() -> told(story, fatal)));
        }
        for (Map.Entry<Integer, Future<Told>> each : crashed.entrySet()) {
            assertThat(comparable(story, each.getValue().get().remains()))
                    .as("%s, died at call %d of about %d", story, each.getKey(), straight.points())
                    .isEqualTo(comparable(story, straight.remains()));
        }
    }

    private record Told(String remains, int points) {}

    private static Told told(Story story, CrashPoints points) throws InterruptedException {
        Stage stage = stages.take();
        try {
            Teller teller = new Teller(story, stage);
            int passed = teller.tell(points);
            if (points.died()) {
                CRASHES.incrementAndGet();
            }
            return new Told(Remains.of(teller.session(), stage), passed);
        } finally {
            stages.add(stage);
        }
    }

    private static String comparable(Story story, String remains) {
        return story.name().equals(WHOSE_CLOSE) ? remains.replace("\"COOPERATIVE\"", "\"CLOSED_ELSEWHERE\"") : remains;
    }
}
