package dev.epilogue.node.link;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/**
 * A WebSocket server whose every move a test decides. Frames are queued for the test, or answered by a script. Queues are lock-free:
 * its event loops must not block either.
 */
public final class ScriptedServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One client's connection, seen from the server. */
    public static final class Peer {
        private final Channel channel;
        private final BlockingQueue<String> frames = new LinkedTransferQueue<>();
        private final BlockingQueue<Long> pongs = new LinkedTransferQueue<>();

        private Peer(Channel channel) {
            this.channel = channel;
        }

        public void send(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text)).syncUninterruptibly();
        }

        public void answer(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text));
        }

        public void ping() {
            channel.writeAndFlush(new PingWebSocketFrame());
        }

        /** Ends the connection without any closing words, as a rate limit does. */
        public void drop() {
            channel.close();
        }

        public String nextFrame() {
            return next(frames);
        }

        public void awaitPong() {
            next(pongs);
        }

        public int framesWaiting() {
            return frames.size();
        }

        public boolean open() {
            return channel.isActive();
        }
    }

    private final BlockingQueue<Peer> peers = new LinkedTransferQueue<>();
    private final Queue<Peer> everyone = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final BiConsumer<Peer, String> script;
    private volatile boolean taking = true;
    private DisposableServer server;

    /** Queues every frame. */
    public ScriptedServer() {
        this((peer, text) -> peer.frames.add(text));
    }

    /** @param script gets every frame on the server's event loop */
    public ScriptedServer(BiConsumer<Peer, String> script) {
        this.script = script;
        this.server = bind(0);
    }

    private DisposableServer bind(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .doOnConnection(connection -> {
                    if (!taking) {
                        connection.dispose();
                    }
                })
                .route(routes -> routes.ws(
                        "/ws",
                        (inbound, outbound) -> {
                            Peer[] peer = new Peer[1];
                            inbound.withConnection(connection -> peer[0] = new Peer(connection.channel()));
                            connections.incrementAndGet();
                            everyone.add(peer[0]);
                            peers.add(peer[0]);
                            return receive(inbound, peer[0]).then(outbound.neverComplete());
                        },
                        WebsocketServerSpec.builder()
                                .handlePing(true)
                                .maxFramePayloadLength(1 << 20)
                                .build()))
                .bindNow();
    }

    private Mono<Void> receive(WebsocketInbound inbound, Peer peer) {
        return inbound.receiveFrames().doOnNext(frame -> heard(peer, frame)).then();
    }

    private void heard(Peer peer, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> script.accept(peer, text.text());
            case PongWebSocketFrame pong -> peer.pongs.add(System.nanoTime());
            default -> {}
        }
    }

    public String url() {
        return "ws://127.0.0.1:" + server.port() + "/ws";
    }

    /** The next connection that a client opened. */
    public Peer nextPeer() {
        return next(peers);
    }

    public int connections() {
        return connections.get();
    }

    /** Closes every further connection at once. */
    public void takeNoMore() {
        taking = false;
    }

    /** Kills the server with all connections; {@link #restart} brings it back at the same address. */
    public void kill() {
        server.disposeNow(Duration.ofSeconds(1));
        everyone.forEach(Peer::drop);
        peers.clear();
    }

    public void restart() {
        server = bind(server.port());
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(1));
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T item = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (item == null) {
                throw new AssertionError("nothing came within " + PATIENCE);
            }
            return item;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
