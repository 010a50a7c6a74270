package dev.epilogue.sandbox.clearnode;

import dev.epilogue.sandbox.clearnode.rpc.Node;
import dev.epilogue.sandbox.clearnode.rpc.Peer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/** A WebSocket of a client. Its frames are worked on one after the other by a thread of its own, which outlives the socket. */
final class Connection implements Peer {

    private static final byte[] END = new byte[0];

    private final long id;
    private final Channel channel;
    private final Mailbox<byte[]> frames = new Mailbox<>();
    private volatile boolean ended;
    private volatile String wallet = "";

    Connection(long id, Channel channel) {
        this.id = id;
        this.channel = channel;
    }

    void workFor(Node node) {
        Thread.ofVirtual().name("clearnode-connection-" + id).start(() -> {
            try {
                node.connected(this);
                for (byte[] frame = frames.take(); !ended; frame = frames.take()) {
                    node.handle(this, frame);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                node.gone(this);
            }
        });
    }

    void received(byte[] frame) {
        frames.add(frame.clone());
    }

    /** What is being worked on goes on, what waits is dropped. */
    void ended() {
        ended = true;
        frames.add(END);
    }

    /** From now on both directions are swallowed while the socket stays open: no answer, no pong, no end. */
    void goDeaf() {
        channel.pipeline().addFirst(new ChannelDuplexHandler() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ReferenceCountUtil.release(message);
            }

            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                ReferenceCountUtil.release(message);
                promise.setSuccess();
            }
        });
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public void send(String text) {
        channel.writeAndFlush(new TextWebSocketFrame(text));
    }

    @Override
    public void cut() {
        channel.close();
    }

    @Override
    public Optional<String> wallet() {
        return Optional.of(wallet).filter(known -> !known.isEmpty());
    }

    @Override
    public void authenticate(String newWallet) {
        wallet = newWallet;
    }
}
