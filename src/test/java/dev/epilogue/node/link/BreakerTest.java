package dev.epilogue.node.link;

import static dev.epilogue.node.link.LinkFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeSettings.Connections;
import dev.epilogue.node.NodeSettings.Pace;
import dev.epilogue.node.NodeStatus.Asking;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Breaker breaker = new Breaker(3, new Backoff(FIRST, Duration.ofSeconds(4), () -> 1));

    private void unanswered(int times) {
        for (int i = 0; i < times; i++) {
            breaker.unanswered(new Mark(NOW, 0));
        }
    }

    @Test
    void nothingIsAskedAfterSomeRequestsInARowWithoutAnAnswer() {
        unanswered(2);
        assertThat(breaker.asking()).isEqualTo(Asking.CLOSED);
        assertThat(breaker.answered()).isFalse();
        unanswered(2);
        assertThat(breaker.asking()).isEqualTo(Asking.CLOSED);
        unanswered(1);

        assertThat(breaker.asking()).isEqualTo(Asking.OPEN);
        assertThat(breaker.openSince()).isEqualTo(new Mark(NOW, 0));
    }

    @Test
    void oneTryAtATimeIsMadeAndEachPauseIsLongerUpToTheLongest() {
        unanswered(3);
        long now = 0;
        for (Duration pause :
                new Duration[] {FIRST, FIRST.multipliedBy(2), FIRST.multipliedBy(4), FIRST.multipliedBy(4)}) {
            assertThat(breaker.shallTry(now + pause.toNanos() - 1)).isFalse();
            now += pause.toNanos();
            assertThat(breaker.shallTry(now)).isTrue();
            assertThat(breaker.asking()).isEqualTo(Asking.HALF_OPEN);
            assertThat(breaker.shallTry(now)).isFalse();
            breaker.unanswered(new Mark(NOW.plusSeconds(60), now));
            assertThat(breaker.asking()).isEqualTo(Asking.OPEN);
        }
        assertThat(breaker.openSince()).isEqualTo(new Mark(NOW, 0));
    }

    @Test
    void anyAnswerEndsIt() {
        unanswered(3);
        assertThat(breaker.shallTry(FIRST.toNanos())).isTrue();

        assertThat(breaker.answered()).isTrue();
        assertThat(breaker.asking()).isEqualTo(Asking.CLOSED);
        assertThat(breaker.openSince()).isNull();
    }

    @Test
    void aTryThatIsLostWithItsConnectionIsMadeAgainAndANewConnectionTriesAtOnce() {
        unanswered(3);
        assertThat(breaker.shallTry(FIRST.toNanos())).isTrue();
        breaker.tryLost(FIRST.toNanos());
        assertThat(breaker.asking()).isEqualTo(Asking.OPEN);
        assertThat(breaker.shallTry(FIRST.toNanos())).isFalse();

        breaker.tryAtOnce(FIRST.toNanos());
        assertThat(breaker.shallTry(FIRST.toNanos())).isTrue();
    }

    /** Connected, heard all the time, and without an answer to anything. */
    @Test
    void aNodeThatAnswersNothingIsAskedNoMoreUntilItAnswersAQuestionOfOurs() {
        AtomicBoolean answering = new AtomicBoolean();
        Set<ScriptedServer.Peer> peers = ConcurrentHashMap.newKeySet();
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        try (ScriptedServer server = new ScriptedServer((peer, text) -> {
                    asked.add(text.split(" ", 3)[2]);
                    if (answering.get()) {
                        peer.answer(PlainWire.answer(text, "here"));
                    }
                });
                NodeLinks links = new NodeLinks(
                        "test",
                        NodeSettings.of(server.url(), "nitronode-v1")
                                .with(Connections.fixed(1, 1, 1))
                                .with(new Pace(10_000, 1_000, 100, 100, 3, 0.5))
                                .with(LinkFixture.timeouts(Duration.ofMillis(500), Duration.ofSeconds(2))),
                        new PlainWire())) {
            links.start();
            peers.add(server.nextPeer());
            peers.add(server.nextPeer());
            await().atMost(PATIENCE).until(() -> links.status(null).link() == LinkState.UP);
            List<CompletableFuture<Incoming.Answer>> unanswered = Stream.of("one", "two", "three")
                    .map(what -> links.ask(Budget.PROOF, Request.of(what, "{}", what))
                            .toFuture())
                    .toList();

            heardUntil(peers, () -> links.status(null).link() == LinkState.SILENT);
            assertThat(unanswered).allMatch(CompletableFuture::isCompletedExceptionally);
            assertThat(links.status(null).problem()).isEqualTo("the node answers nothing");
            assertThat(links.status(null).awaySince()).isNotNull();
            assertThat(links.submit(List.of(LinkFixture.frame(1)), SendDeadline.in(PATIENCE))
                            .block(PATIENCE))
                    .containsExactly(new Delivery.NotSent("the node answers nothing"));
            heardUntil(peers, () -> asked.contains("probe"));
            assertThat(asked).containsOnly("one", "two", "three", "probe");

            answering.set(true);
            heardUntil(peers, () -> links.status(null).link() == LinkState.UP);
            assertThat(links.status(null).problem()).isNull();
            assertThat(links.ask(Budget.PROOF, Request.of("four", "{}", "four")).block(PATIENCE))
                    .isNotNull();
        }
    }

    private static void heardUntil(Set<ScriptedServer.Peer> peers, Callable<Boolean> condition) {
        await().atMost(PATIENCE.multipliedBy(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    peers.forEach(ScriptedServer.Peer::ping);
                    return condition.call();
                });
    }
}
