package dev.epilogue.node.link;

import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Budget;
import dev.epilogue.node.Frame;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeSettings.Connections;
import dev.epilogue.node.NodeSettings.Pace;
import dev.epilogue.node.NodeSettings.Timeouts;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** A scripted server and links to it: one connection for reads, one for frames. */
final class LinkFixture implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Pace FAST = Pace.of(10_000, 1_000, 1_000, 1_000);
    static final Timeouts CALM = timeouts(Duration.ofSeconds(3), Duration.ofSeconds(60));

    final ScriptedServer server;
    final NodeLinks links;
    ScriptedServer.Peer reads;
    ScriptedServer.Peer submissions;

    LinkFixture(Pace pace, Timeouts timeouts, Wire wire) {
        server = new ScriptedServer();
        links = new NodeLinks(
                "test",
                NodeSettings.of(server.url(), "nitronode-v1")
                        .with(Connections.fixed(1, 1, 2))
                        .with(pace)
                        .with(timeouts),
                wire);
    }

    static Timeouts timeouts(Duration answer, Duration silence) {
        Duration second = Duration.ofSeconds(1);
        return new Timeouts(
                PATIENCE,
                second.multipliedBy(2),
                answer,
                silence,
                second.multipliedBy(10),
                Duration.ofMillis(20),
                Duration.ofMillis(100));
    }

    static LinkFixture connected() {
        return connected(FAST, CALM);
    }

    static LinkFixture connected(Pace pace, Timeouts timeouts) {
        LinkFixture fixture = new LinkFixture(pace, timeouts, new PlainWire());
        fixture.links.start();
        fixture.awaitUp();
        fixture.tellPeersApart();
        return fixture;
    }

    void awaitUp() {
        awaitState(LinkState.UP);
    }

    void awaitState(LinkState state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> links.status(null).link() == state);
    }

    /** A probe read shows which of the two connections carries reads. */
    void tellPeersApart() {
        ScriptedServer.Peer one = server.nextPeer();
        ScriptedServer.Peer other = server.nextPeer();
        var probe = ask("probe").toFuture();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> one.framesWaiting() + other.framesWaiting() > 0);
        reads = one.framesWaiting() > 0 ? one : other;
        submissions = reads == one ? other : one;
        reads.send(PlainWire.answer(reads.nextFrame(), "here"));
        probe.join();
    }

    Mono<String> ask(String method) {
        return links.ask(Budget.WORK, Request.of(method, "{}", method))
                .map(answer -> answer.body().stringValue());
    }

    Mono<List<Delivery>> submit(Frame... frames) {
        return links.submit(List.of(frames), SendDeadline.in(PATIENCE));
    }

    static Frame frame(long number) {
        long id = (1L << 40) + number;
        return new Frame(id, "ask " + id + " close");
    }

    @Override
    public void close() {
        links.close();
        server.close();
    }
}
