package dev.epilogue.node.link;

import dev.epilogue.node.NodeSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Opens WebSockets to one node. Server pings are answered by the client library. */
final class Dialer {

    /** A hundred rows of a list fit many times; a frame beyond it ends the connection. */
    private static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    /** Told of a socket's life on its event loop. */
    interface Ear {
        void opened(Channel channel);

        /** Any bytes at all, pings included. */
        void heard();

        void received(String text);
    }

    private final NodeSettings settings;
    private final HttpClient client;

    Dialer(NodeSettings settings, LoopResources loops) {
        this.settings = settings;
        NodeSettings.Timeouts timeouts = settings.timeouts();
        HttpClient http = HttpClient.create(ConnectionProvider.newConnection())
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        timeouts.connect().toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
        this.client = Epoll.isAvailable()
                ? http.option(EpollChannelOption.TCP_USER_TIMEOUT, (int)
                        timeouts.unacknowledged().toMillis())
                : http;
    }

    /** Connects when subscribed and completes or fails when the socket is gone; cancelling closes it. */
    Mono<Void> dial(Ear ear) {
        return Mono.usingWhen(
                client.websocket(WebsocketClientSpec.builder()
                                .maxFramePayloadLength(LARGEST_ANSWER)
                                .build())
                        .uri(Objects.requireNonNull(settings.url(), "a checked node has a url"))
                        .connect()
                        .timeout(settings.timeouts().connect()),
                connection -> listen(connection, ear),
                connection -> Mono.fromRunnable(connection::dispose));
    }

    private static Mono<Void> listen(Connection connection, Ear ear) {
        connection.channel().pipeline().addFirst("epilogue.heard", new Heard(ear));
        ear.opened(connection.channel());
        WebsocketInbound inbound = (WebsocketInbound) connection.inbound();
        return inbound.aggregateFrames(LARGEST_ANSWER)
                .receiveFrames()
                .ofType(TextWebSocketFrame.class)
                .map(TextWebSocketFrame::text)
                .doOnNext(ear::received)
                .then();
    }

    private static final class Heard extends ChannelInboundHandlerAdapter {
        private final Ear ear;

        private Heard(Ear ear) {
            this.ear = ear;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ear.heard();
            context.fireChannelRead(message);
        }
    }
}
