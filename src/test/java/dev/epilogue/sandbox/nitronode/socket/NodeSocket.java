package dev.epilogue.sandbox.nitronode.socket;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.resources.LoopResources;

/** The listening end on 127.0.0.1. Can be closed and opened again on the same port. */
public final class NodeSocket {

    /** Its own: a Spring application that stops in the same process takes the common ones with it. */
    private static final LoopResources LOOPS = LoopResources.create("fake-nitronode", 2, true);

    private static final Pattern APP_ID = Pattern.compile("[a-z0-9_-]{1,66}");
    /** Well above every limit, so that the limit is ours to enforce. */
    private static final int NETTY_FRAME_LIMIT = 64 * 1024 * 1024;

    private final NodeSide node;
    private final TransportLimits limits;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ids = new AtomicInteger();
    private int port;
    private DisposableServer server;

    /** @param port 0 for a free one */
    public NodeSocket(int port, NodeSide node, TransportLimits limits) {
        this.port = port;
        this.node = node;
        this.limits = limits;
    }

    public synchronized void listen() {
        if (server == null) {
            server = HttpServer.create()
                    .runOn(LOOPS)
                    .host("127.0.0.1")
                    .port(port)
                    .route(routes -> routes.get("/ws", this::upgrade))
                    .bindNow();
            port = server.port();
        }
    }

    /** Refuses new connections; those that exist go on. */
    public synchronized void deafen() {
        if (server != null) {
            server.disposeNow();
            server = null;
        }
    }

    public synchronized int port() {
        return port;
    }

    /** Cuts every connection without a close frame. */
    public void cutAll() {
        onEach(Connection::cut);
    }

    public void silencePings() {
        onEach(Connection::silencePings);
    }

    public void halfOpen() {
        onEach(Connection::halfOpen);
    }

    /** Ids of the connections that are open now. */
    public List<String> open() {
        return connections.stream().map(Connection::id).sorted().toList();
    }

    private void onEach(Consumer<Connection> action) {
        connections.forEach(each -> each.channel().eventLoop().execute(() -> action.accept(each)));
    }

    private Publisher<Void> upgrade(HttpServerRequest request, HttpServerResponse response) {
        boolean fits = new QueryStringDecoder(request.uri())
                .parameters().getOrDefault("app_id", List.of()).stream()
                        .allMatch(id -> id.isEmpty() || APP_ID.matcher(id).matches());
        if (!fits) {
            return response.status(400).sendString(Mono.just("invalid app_id: must match ^[a-z0-9_-]{1,66}$"));
        }
        WebsocketServerSpec spec = WebsocketServerSpec.builder()
                .maxFramePayloadLength(NETTY_FRAME_LIMIT)
                .handlePing(true)
                .build();
        return response.sendWebsocket((in, out) -> serve(in), spec);
    }

    private Mono<Void> serve(WebsocketInbound in) {
        return Mono.<Connection>create(sink -> in.withConnection(netty -> {
                    Connection connection = new Connection("c" + ids.incrementAndGet(), netty.channel(), node, limits);
                    connections.add(connection);
                    netty.channel().closeFuture().addListener(closed -> {
                        connections.remove(connection);
                        node.journal().closed();
                    });
                    connection.open();
                    sink.success(connection);
                }))
                .flatMap(connection -> in.receiveFrames()
                        .doOnNext((WebSocketFrame frame) -> connection.frame(frame))
                        .then());
    }
}
