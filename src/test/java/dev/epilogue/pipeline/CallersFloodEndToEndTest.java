package dev.epilogue.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Lane;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Callers who ask a node, at its real pace, for sessions that nobody knows, much faster than it answers. */
class CallersFloodEndToEndTest {

    private static final Logger LOG = LoggerFactory.getLogger(CallersFloodEndToEndTest.class);
    private static final int READS_PER_SECOND = 80;

    /** What the load of two cores may add; the flood itself held closes up for as long as it lasted. */
    private static final Duration MACHINE = Duration.ofMillis(1_000);

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open(FakeNitronodeOptions.defaults(), Map.of("epilogue.nodes.sandbox.connections.limit", 9));
        ClosingTimes.closed(ClosingTimes.signedByOne(stage));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void underAnyNumberOfReadsACloseTakesAtMostTwiceItsQuietTime() {
        Duration quiet = ClosingTimes.median(ClosingTimes.closed(ClosingTimes.signedByOne(stage)));
        List<Closing> closings = ClosingTimes.signedByOne(stage);
        ClearNode node = stage.epilogue().bean(NodeRegistry.class).of("sandbox", Budget.CALLERS);
        Disposable flood = Flux.interval(Duration.ofMillis(1_000 / READS_PER_SECOND))
                .onBackpressureDrop()
                .flatMap(number -> node.readSession(random(number)).onErrorComplete(), Integer.MAX_VALUE)
                .contextWrite(new Lane("tenant:default")::in)
                .subscribe();
        List<Duration> flooded;
        try {
            refusedForNow();
            flooded = ClosingTimes.closed(closings);
            refusedForNow();
        } finally {
            flood.dispose();
        }

        LOG.info("a close takes {} when quiet, {} under {} reads/s", quiet, flooded, READS_PER_SECOND);
        assertThat(ClosingTimes.median(flooded))
                .isLessThan(quiet.multipliedBy(2).plus(MACHINE));
    }

    /** The same tenant's other callers are told to come again, and that closures go on. */
    private static void refusedForNow() {
        Api.Answer refused = await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> stage.api().get("/v1/sessions/" + random(-System.nanoTime())),
                        answer -> answer.status() == 503);
        assertThat(refused.body().path("code").asString()).isEqualTo("overloaded");
        assertThat(refused.body().path("retryAfter").asInt()).isPositive();
    }

    private static SessionId random(long number) {
        return new SessionId(Keccak.hash(ByteBuffer.allocate(8).putLong(number).array()));
    }
}
