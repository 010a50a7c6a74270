package dev.epilogue.node.link;

import static dev.epilogue.node.link.LinkFixture.PATIENCE;
import static dev.epilogue.node.link.LinkFixture.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeSettings.Connections;
import dev.epilogue.node.NodeSettings.Pace;
import dev.epilogue.turns.FairQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class PaceTest {

    @Test
    @DisplayName("v1 checklist 16: the default pace never overruns a node that allows 10 requests/s and a burst of 20")
    void defaultPaceStaysWithinTheNodesLimit() {
        TokenBucket allowed = new TokenBucket(10, 20, System.nanoTime());
        AtomicInteger overruns = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer((peer, text) -> {
                    if (!allowed.take(1, System.nanoTime())) {
                        overruns.incrementAndGet();
                    }
                    peer.answer(PlainWire.answer(text, "x"));
                });
                NodeLinks links = new NodeLinks(
                        "test",
                        NodeSettings.of(server.url(), "nitronode-v1")
                                .with(Connections.fixed(1, 1, 1))
                                .with(LinkFixture.timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60))),
                        new PlainWire())) {
            links.start();
            StepVerifier.create(Flux.range(0, 26)
                            .flatMap(
                                    i -> links.ask(Budget.WORK, Request.of("read " + i, "{}", "lane " + i % 3))
                                            .retry(3),
                                    26))
                    .expectNextCount(26)
                    .expectComplete()
                    .verify(Duration.ofSeconds(20));
            assertThat(overruns).hasValue(0);
        }
    }

    @Test
    void noMoreRequestsAreInFlightThanAStalledNetworkMayDeliverAtOnce() {
        try (LinkFixture node = LinkFixture.connected(
                Pace.of(10_000, 1_000, 3, 100), LinkFixture.timeouts(Duration.ofSeconds(4), Duration.ofSeconds(60)))) {
            List<CompletableFuture<String>> reads = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                reads.add(node.ask("read " + i).toFuture());
            }
            String first = node.reads.nextFrame();
            node.reads.nextFrame();
            node.reads.nextFrame();
            assertThat(node.reads.framesWaiting()).isZero();

            node.reads.send(PlainWire.answer(first, "x"));
            assertThat(node.reads.nextFrame()).contains("read 3");
            assertThat(node.reads.framesWaiting()).isZero();
            assertThat(reads.getFirst().join()).isEqualTo("x");
        }
    }

    @Test
    void requestsBeyondTheQueueAreUnavailableAtOnce() {
        try (LinkFixture node = LinkFixture.connected(Pace.of(10_000, 1_000, 2, 2), LinkFixture.CALM)) {
            for (int i = 0; i < 4; i++) {
                node.ask("read " + i).subscribe(answer -> {}, failure -> {});
            }
            node.reads.nextFrame();
            node.reads.nextFrame();

            StepVerifier.create(node.ask("one too many"))
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(NodeException.Unavailable.class)
                            .hasMessageContaining("too many requests"))
                    .verify(Duration.ofSeconds(1));
        }
    }

    @Test
    void readThatDoesNotGetItsTurnInTimeIsUnavailableAndNeverSent() {
        try (LinkFixture node = LinkFixture.connected(
                Pace.of(0.1, 2, 16, 16), LinkFixture.timeouts(Duration.ofMillis(500), Duration.ofSeconds(60)))) {
            node.ask("takes the last token").subscribe(answer -> {}, failure -> {});
            node.reads.nextFrame();

            StepVerifier.create(node.ask("waits"))
                    .expectErrorMessage("too late to be sent")
                    .verify(PATIENCE);
            assertThat(node.reads.framesWaiting()).isZero();
        }
    }

    @Test
    void frameThatWaitsForThePaceIsNotSentAfterItsDeadline() {
        try (LinkFixture node = LinkFixture.connected(Pace.of(0.1, 2, 16, 16), LinkFixture.CALM)) {
            node.submit(frame(1), frame(2)).subscribe();
            node.submissions.nextFrame();
            node.submissions.nextFrame();

            assertThat(node.links
                            .submit(List.of(frame(3)), dev.epilogue.node.SendDeadline.in(Duration.ofMillis(200)))
                            .block(PATIENCE))
                    .containsExactly(new Delivery.NotSent("too late to be sent"));
            assertThat(node.submissions.framesWaiting()).isZero();
        }
    }

    @Test
    void tokensComeBackWithTimeUpToTheBurst() {
        TokenBucket bucket = new TokenBucket(10, 3, 0);

        assertThat(bucket.take(3, 0)).isTrue();
        assertThat(bucket.take(1, 0)).isFalse();
        assertThat(bucket.nanosUntil(1, 0)).isEqualTo(100_000_000);
        assertThat(bucket.take(1, 100_000_000)).isTrue();
        assertThat(bucket.take(4, 100_000_000_000L)).isFalse();
        assertThat(bucket.take(3, 100_000_000_000L)).isTrue();
    }

    @Test
    void lanesTakeTurns() {
        FairQueue<String> queue = new FairQueue<>();
        queue.add("a", "a1");
        queue.add("a", "a2");
        queue.add("a", "a3");
        queue.add("b", "b1");
        queue.add("c", "c1");
        assertThat(queue.remove("c", "c1")).isTrue();
        assertThat(queue.remove("c", "c1")).isFalse();

        assertThat(queue.peek()).isEqualTo("a1");
        assertThat(queue.poll()).isEqualTo("a1");
        assertThat(queue.poll()).isEqualTo("b1");
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.removeAll()).containsExactly("a2", "a3");
        assertThat(queue.poll()).isNull();
    }
}
