package dev.epilogue.node.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Whatever is held up on the way, and for how long, a v1 node (10 requests/s, a burst of 20) never sees more than it allows. */
class StalledPaceTest {

    private static final long MILLI = 1_000_000;
    private static final int STEPS = 200_000;
    private static final Turn TURN = new Turn(Budget.PROOF, "session");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noStallMakesTheUsualPaceABurst(long seed) {
        Random random = new Random(seed);
        Pace pace = new Pace(NodeSettings.of("ws://node", "nitronode-v1").pace(), 0);
        TokenBucket allowed = new TokenBucket(10, 20, 0);
        Queue<Integer> onTheWay = new ArrayDeque<>();
        Job job = job();
        boolean stalled = false;
        long sent = 0;
        long now = 0;
        for (int step = 0; step < STEPS; step++, now += 10 * MILLI) {
            stalled = random.nextInt(150) == 0 ? !stalled : stalled;
            Duration wait = pace.untilTurn(job, now);
            while (wait != null && wait.isZero()) {
                pace.took(job, now);
                pace.written(TURN);
                onTheWay.add(step);
                sent++;
                wait = pace.untilTurn(job, now);
            }
            while (!stalled && !onTheWay.isEmpty()) {
                assertThat(allowed.take(1, now)).as("step %d", step).isTrue();
                onTheWay.remove();
                pace.settled(TURN, now);
            }
        }
        assertThat(sent).as("requests in %d s", now / (1_000 * MILLI)).isGreaterThan(STEPS / 100 * 5);
    }

    private static Job job() {
        AtomicReference<Job> made = new AtomicReference<>();
        Mono.<List<Delivery>>create(caller -> made.set(new Job(
                        TURN,
                        List.of(new Job.Part.Fresh(Request.of("read", "{}", ""))),
                        SendDeadline.in(Duration.ofHours(1)),
                        link -> {},
                        caller)))
                .subscribe();
        return made.get();
    }
}
