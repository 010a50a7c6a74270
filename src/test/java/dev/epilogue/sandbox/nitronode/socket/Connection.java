package dev.epilogue.sandbox.nitronode.socket;

import dev.epilogue.sandbox.nitronode.protocol.Envelope;
import dev.epilogue.sandbox.nitronode.protocol.Envelope.Incoming;
import dev.epilogue.sandbox.nitronode.protocol.Envelope.Malformed;
import dev.epilogue.sandbox.nitronode.protocol.Envelope.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One WebSocket. Lives on its event loop: frames are counted as they are read and executed strictly one after another. When
 * the connection is cut, the frame under execution is finished, unanswered, and the waiting ones are forgotten.
 */
final class Connection {

    private static final int TOO_LARGE = 1009;

    private final String id;
    private final Channel channel;
    private final NodeSide node;
    private final TransportLimits limits;
    private final TokenBucket requests;
    private final TokenBucket bytes;
    private final Pings pings;
    private final Treatment treatment;
    private final Queue<Incoming> waiting = new ArrayDeque<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean busy;
    private boolean deaf;
    private boolean gone;

    Connection(String id, Channel channel, NodeSide node, TransportLimits limits) {
        this.id = id;
        this.channel = channel;
        this.node = node;
        this.limits = limits;
        this.requests = new TokenBucket(limits.requests(), System::nanoTime);
        this.bytes = new TokenBucket(limits.bytes(), System::nanoTime);
        this.pings = new Pings(channel, limits.keepalive(), this::cut);
        this.treatment = new Treatment(this, node);
    }

    void open() {
        node.journal().opened(id);
        pings.start();
        channel.closeFuture().addListener(closed -> forget());
    }

    String id() {
        return id;
    }

    Channel channel() {
        return channel;
    }

    void frame(WebSocketFrame frame) {
        if (gone || deaf) {
            return;
        }
        switch (frame) {
            case PingWebSocketFrame ping ->
                channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case PongWebSocketFrame pong -> pings.answered();
            default -> part(frame.content(), frame.isFinalFragment());
        }
    }

    private void part(ByteBuf content, boolean last) {
        if (message.size() + content.readableBytes() > limits.messageBytes()) {
            channel.writeAndFlush(new CloseWebSocketFrame(TOO_LARGE, "")).addListener(ChannelFutureListener.CLOSE);
            forget();
            return;
        }
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        message.writeBytes(bytes);
        if (last) {
            String text = message.toString(StandardCharsets.UTF_8);
            int size = message.size();
            message.reset();
            received(text, size);
        }
    }

    private void received(String text, int size) {
        Incoming incoming = Envelope.read(text);
        if (incoming instanceof Request request) {
            var target = Targets.of(request);
            node.journal().received(id, target.method(), target.session(), text);
        } else {
            node.journal().received(id, null, null, text);
        }
        if (!requests.take(1) || !bytes.take(size)) {
            node.journal().overrun();
            cut();
            return;
        }
        if (text.isEmpty()) {
            return;
        }
        waiting.add(incoming);
        if (waiting.size() > limits.queue()) {
            cut();
        } else {
            next();
        }
    }

    private void next() {
        if (!busy && !gone && !deaf && !waiting.isEmpty()) {
            busy = true;
            switch (waiting.remove()) {
                case Malformed malformed -> answer(node.protocol().malformed(malformed.id()));
                case Request request -> treatment.treat(request);
            }
        }
    }

    /** Ends the request under execution. */
    void answer(String... frames) {
        if (!gone && !deaf) {
            for (String frame : frames) {
                channel.write(new TextWebSocketFrame(frame));
            }
            channel.flush();
        }
        busy = false;
        next();
    }

    /** No close frame: the client sees 1006. */
    void cut() {
        forget();
        channel.close();
    }

    /** The connection stays open but nothing comes from it any more. */
    void halfOpen() {
        deaf = true;
        pings.stop();
        waiting.clear();
    }

    void silencePings() {
        pings.stop();
    }

    private void forget() {
        gone = true;
        waiting.clear();
        pings.stop();
    }
}
