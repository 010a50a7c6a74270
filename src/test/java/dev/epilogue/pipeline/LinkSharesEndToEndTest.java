package dev.epilogue.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Two instances behind one address, each of which would like to have all connections that the node takes from it. */
class LinkSharesEndToEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LIMIT = 30;

    /** Kept for reads and frames by each instance. */
    private static final int KEPT = 3;

    /** What reads alone can come to: the limit without those for frames, and the one that is kept for frames. */
    private static final int ALONE = 25;

    /** A node that pings every five seconds is not dead before. */
    private static final String SILENCE = "epilogue.nodes.sandbox.timeouts.silence";

    private static final AtomicLong NUMBERS = new AtomicLong();

    @Test
    void theyNeverHaveMoreTogetherThanTheNodeTakesAndOneIsHeirToTheOther() {
        try (Stage stage = Stage.open(
                FakeNitronodeOptions.defaults(),
                Map.of(
                        "epilogue.nodes.sandbox.connections.limit",
                        LIMIT,
                        "epilogue.links.lease",
                        "2s",
                        SILENCE,
                        "30s"))) {
            RunningEpilogue first = stage.epilogue();
            RunningEpilogue second = stage.replica();
            await().atMost(PATIENCE).until(() -> connections(second) >= KEPT);
            Disposable floods = Flux.merge(flood(first), flood(second)).subscribe();
            try {
                await().atMost(PATIENCE).until(() -> connections(first) > LIMIT / 3 && connections(second) > LIMIT / 3);
                assertThat(stage.node().journal().mostAtOnce()).isLessThanOrEqualTo(LIMIT);
                second.close();
                await().atMost(PATIENCE).until(() -> connections(first) == ALONE);
                assertThat(stage.node().journal().mostAtOnce()).isLessThanOrEqualTo(LIMIT);
                assertThat(stage.node().journal().overruns()).isZero();
            } finally {
                floods.dispose();
            }
        }
    }

    @Test
    void whoCannotAskKeepsWhatItHas() {
        try (Stage stage = Stage.open(
                FakeNitronodeOptions.defaults(),
                Map.of(
                        "epilogue.nodes.sandbox.connections.limit",
                        LIMIT,
                        "epilogue.nodes.sandbox.connections.idle",
                        "1h",
                        "epilogue.links.lease",
                        "1s",
                        SILENCE,
                        "30s"))) {
            Disposable flood = flood(stage.epilogue()).subscribe();
            await().atMost(PATIENCE).until(() -> connections(stage.epilogue()) == ALONE);
            stage.database().execute("ALTER TABLE link_share RENAME TO away");
            flood.dispose();

            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> connections(stage.epilogue()) == ALONE);
            stage.database().execute("ALTER TABLE away RENAME TO link_share");
            stage.propose(stage.session()).cancel().ok();
        }
    }

    private static Flux<?> flood(RunningEpilogue instance) {
        NodeRegistry nodes = instance.bean(NodeRegistry.class);
        return Flux.interval(Duration.ofMillis(3))
                .onBackpressureDrop()
                .flatMap(
                        tick -> nodes.of("sandbox", Budget.WORK)
                                .readSession(unknown())
                                .onErrorComplete(),
                        64);
    }

    private static SessionId unknown() {
        byte[] number =
                ByteBuffer.allocate(8).putLong(NUMBERS.incrementAndGet()).array();
        return new SessionId(Keccak.hash(number));
    }

    private static int connections(RunningEpilogue instance) {
        return instance.bean(NodeRegistry.class).all().getFirst().status().connections();
    }
}
