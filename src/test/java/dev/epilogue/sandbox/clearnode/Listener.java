package dev.epilogue.sandbox.clearnode;

import dev.epilogue.sandbox.clearnode.rpc.Node;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.resources.LoopResources;

/** The node's port. It stays the same when it is closed and opened again. */
final class Listener {

    /** Its own: a Spring application that stops in the same process takes the common ones with it. */
    private static final LoopResources LOOPS = LoopResources.create("fake-clearnode", 2, true);

    private static final int MAX_FRAME = 64 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Node node;
    private final AtomicLong connections = new AtomicLong();
    private final int port;
    private DisposableServer server;
    private boolean ended;

    /** @param wanted 0 for any free one */
    Listener(Node node, int wanted) {
        this.node = node;
        this.server = listen(wanted);
        this.port = ((InetSocketAddress) server.address()).getPort();
    }

    private DisposableServer listen(int wanted) {
        return HttpServer.create()
                .runOn(LOOPS)
                .host("127.0.0.1")
                .port(wanted)
                .route(routes -> routes.ws("/ws", (in, out) -> serve(in)))
                .bindNow();
    }

    private Mono<Void> serve(WebsocketInbound in) {
        Connection[] accepted = new Connection[1];
        in.withConnection(socket -> accepted[0] = new Connection(connections.incrementAndGet(), socket.channel()));
        Connection connection = accepted[0];
        connection.workFor(node);
        return in.aggregateFrames(MAX_FRAME)
                .receiveFrames()
                .map(Listener::bytes)
                .doOnNext(connection::received)
                .then()
                .doFinally(end -> connection.ended());
    }

    private static byte[] bytes(WebSocketFrame frame) {
        return ByteBufUtil.getBytes(frame.content());
    }

    int port() {
        return port;
    }

    synchronized void close() {
        server.disposeNow(PATIENCE);
    }

    synchronized void open() {
        if (server.isDisposed() && !ended) {
            server = listen(port);
        }
    }

    synchronized void end() {
        ended = true;
        close();
    }
}
