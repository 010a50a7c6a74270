package dev.epilogue.store.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import java.net.SocketAddress;
import reactor.netty.ReactorNetty;
import reactor.netty.resources.LoopResources;
import reactor.util.context.ContextView;

/** Tells each {@link Handshake} of its sockets: the driver keeps them to itself until the server has answered. */
final class HandshakeLoops implements LoopResources {

    private final LoopResources real;

    HandshakeLoops(LoopResources real) {
        this.real = real;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        C socket = real.onChannel(type, group);
        socket.pipeline().addFirst(new Opening());
        return socket;
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
        return real.onChannelClass(type, group);
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return real.onClient(useNative);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return real.onServer(useNative);
    }

    @Override
    public boolean daemon() {
        return real.daemon();
    }

    private static final class Opening extends ChannelOutboundHandlerAdapter {

        @Override
        public void connect(
                ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            ContextView asker = ReactorNetty.getChannelContext(context.channel());
            if (asker != null) {
                asker.<Handshake>getOrEmpty(Handshake.class).ifPresent(each -> each.opened(context.channel()));
            }
            context.connect(remote, local, promise);
            context.pipeline().remove(this);
        }
    }
}
