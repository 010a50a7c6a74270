package dev.epilogue.node.link;

import static dev.epilogue.node.link.LinkFixture.PATIENCE;
import static dev.epilogue.node.link.LinkFixture.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeSettings.Connections;
import dev.epilogue.node.NodeSettings.Pace;
import dev.epilogue.node.NodeSettings.Timeouts;
import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where a job goes, and how many connections there are for it. */
class LinksByTurnTest {

    /** Ten seconds for a token: whoever has to wait for one is late. */
    private static final Pace TWO_AND_NO_MORE = Pace.of(0.1, 2, 16, 64);

    private static final Timeouts SLOW_MACHINE = new Timeouts(
            PATIENCE,
            PATIENCE,
            PATIENCE,
            Duration.ofSeconds(60),
            PATIENCE,
            Duration.ofMillis(20),
            Duration.ofMillis(100));

    private final Set<ScriptedServer.Peer> used = ConcurrentHashMap.newKeySet();
    private final ScriptedServer server = new ScriptedServer((peer, text) -> {
        used.add(peer);
        peer.answer(PlainWire.answer(text, "x"));
    });

    private NodeLinks connected(Pace pace, Connections connections, int kept) {
        NodeLinks links = new NodeLinks(
                "test",
                NodeSettings.of(server.url(), "nitronode-v1")
                        .with(connections)
                        .with(pace)
                        .with(SLOW_MACHINE),
                new PlainWire());
        links.start();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> links.status(null).connections() == kept);
        return links;
    }

    private static void ask(NodeLinks links, String what) {
        links.ask(Budget.WORK, Request.of(what, "{}", "one client")).block(PATIENCE);
    }

    @Test
    void oneClientNeverWaitsForATokenWhileAnyConnectionHasOne() {
        try (server;
                NodeLinks links = connected(TWO_AND_NO_MORE, Connections.fixed(4, 3, 1), 7)) {
            for (int read = 0; read < 8; read++) {
                ask(links, "read " + read);
            }
            for (int close = 0; close < 6; close++) {
                assertThat(links.submit(List.of(frame(close)), SendDeadline.in(Duration.ofSeconds(2)))
                                .block(PATIENCE))
                        .allMatch(Delivery.Answered.class::isInstance);
            }
            assertThat(used).hasSize(7);
        }
    }

    @Test
    void moreConnectionsAreOpenedAsTheWorkNeedsThemAndNoMoreThanTheLimit() {
        try (server;
                NodeLinks links = connected(TWO_AND_NO_MORE, new Connections(1, 1, 1, 9, Duration.ofMinutes(1)), 2)) {
            for (int read = 0; read < 14; read++) {
                ask(links, "read " + read);
            }
            // one of two for frames is not wanted
            for (int more = 0; more < 4; more++) {
                links.ask(Budget.WORK, Request.of("one too many " + more, "{}", ""))
                        .subscribe(answer -> {}, late -> {});
            }

            await().atMost(PATIENCE).until(() -> links.status(null).connections() == 8);
            assertThat(server.connections()).isEqualTo(8);
        }
    }

    /** Whoever reads over a connection of its own takes the place of one that serves everybody, and gives it back. */
    @Test
    void aSingleReadTakesThePlaceOfAConnectionThatIsNotKept() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        try (server;
                NodeLinks links = connected(TWO_AND_NO_MORE, new Connections(1, 1, 1, 5, Duration.ofMinutes(1)), 2)) {
            for (int read = 0; read < 8; read++) {
                ask(links, "read " + read);
            }
            await().atMost(PATIENCE).until(() -> links.status(null).connections() == 5);
            CompletableFuture<Void> single = links.afresh(
                            1,
                            ask -> ask.apply(Request.of("alone", "{}", ""))
                                    .doOnNext(answer -> reading.countDown())
                                    .then(Mono.<Void>never()))
                    .toFuture();

            assertThat(reading.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(PATIENCE).until(() -> links.status(null).connections() == 4);
            assertThat(server.connections()).isEqualTo(6);
            single.cancel(true);
            ask(links, "read on");
            await().atMost(PATIENCE).until(() -> links.status(null).connections() == 5);
        }
    }

    @Test
    void noMoreAreOpenedThanAreAllowedAndItIsSaidThatMoreAreNeeded() {
        try (server;
                NodeLinks links = connected(TWO_AND_NO_MORE, new Connections(1, 1, 1, 9, Duration.ofMinutes(1)), 2)) {
            AtomicInteger needed = new AtomicInteger();
            links.needs().subscribe(name -> needed.incrementAndGet());
            links.allow(4);
            for (int read = 0; read < 6; read++) {
                ask(links, "read " + read);
            }
            links.ask(Budget.WORK, Request.of("one too many", "{}", "")).subscribe(answer -> {}, late -> {});
            await().atMost(PATIENCE).until(() -> needed.get() > 0);
            assertThat(server.connections()).isEqualTo(4);
            assertThat(links.wish().wanted()).isEqualTo(4 + 4);

            links.allow(9);
            await().atMost(PATIENCE).until(() -> links.status(null).connections() > 4);
        }
    }

    @Test
    void whatIsTooManyEndsAndWhatIsKeptStays() {
        try (server;
                NodeLinks links = connected(TWO_AND_NO_MORE, new Connections(1, 1, 1, 9, Duration.ofMinutes(1)), 2)) {
            for (int read = 0; read < 14; read++) {
                ask(links, "read " + read);
            }
            await().atMost(PATIENCE).until(() -> links.status(null).connections() > 7);
            links.allow(1);

            await().atMost(PATIENCE).until(() -> links.status(null).connections() == 2);
            assertThat(links.wish().least()).isEqualTo(2);
        }
    }

    @Test
    void connectionsThatNobodyNeedsAnyMoreAreClosed() {
        try (server;
                NodeLinks links =
                        connected(Pace.of(5, 4, 16, 64), new Connections(1, 1, 1, 12, Duration.ofMillis(200)), 2)) {
            Flux.range(0, 24)
                    .flatMap(read -> links.ask(Budget.WORK, Request.of("read " + read, "{}", "lane " + read)), 24)
                    .blockLast(PATIENCE);
            assertThat(server.connections()).isGreaterThan(4);

            await().atMost(PATIENCE).until(() -> links.status(null).connections() == 2);
            ask(links, "read again");
        }
    }

    /** Whose connection is refused beyond a number waits for those that it has. */
    @Test
    void aNodeThatTakesNoMoreConnectionsIsServedByThoseThatItTook() {
        AtomicInteger answered = new AtomicInteger();
        try (server;
                NodeLinks links =
                        connected(Pace.of(20, 2, 16, 64), new Connections(1, 1, 1, 12, Duration.ofMinutes(1)), 2)) {
            server.takeNoMore();
            Flux.range(0, 20)
                    .flatMap(read -> links.ask(Budget.WORK, Request.of("read " + read, "{}", "lane " + read)), 20)
                    .doOnNext(answer -> answered.incrementAndGet())
                    .blockLast(PATIENCE);
            assertThat(answered).hasValue(20);
            assertThat(links.status(null).connections()).isEqualTo(2);
        }
    }
}
