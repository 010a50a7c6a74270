package dev.epilogue.web.problem;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Ends a connection whose next request does not get to the end of its headers in time, and one whose request is answered while the rest
 * of its body does not come. Bodies that somebody waits for have a deadline of their own, and so have connections without any request.
 * Used by the connection's own thread alone.
 */
final class HeadDeadline {

    private final Duration head;
    private final Duration rest;
    private boolean within;
    private boolean answering;
    private boolean understood;
    private boolean leftOver;

    private @Nullable Future<?> deadline;

    private HeadDeadline(Duration head, Duration rest) {
        this.head = head;
        this.rest = rest;
    }

    /** @param rest for what is left of a body once its request is answered */
    static void watch(ChannelPipeline pipeline, Duration head, Duration rest) {
        HeadDeadline both = new HeadDeadline(head, rest);
        pipeline.addFirst("epilogue.bytes", both.new Bytes());
        pipeline.addAfter(NettyPipeline.HttpCodec, "epilogue.heads", both.new Heads());
    }

    private void cancel() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void awaitHead(ChannelHandlerContext context) {
        if (deadline == null && context.channel().isActive()) {
            deadline = context.executor().schedule(() -> end(context), head.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void end(ChannelHandlerContext context) {
        ChannelHandlerContext behindCodec = context.pipeline().context(Heads.class);
        if (behindCodec == null) {
            context.close();
        } else {
            behindCodec
                    .writeAndFlush(UnreadRequests.told(HttpResponseStatus.REQUEST_TIMEOUT))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** What comes in, before anything is made of it. */
    private final class Bytes extends ChannelInboundHandlerAdapter {

        private boolean lineBegins;

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            if (bytes instanceof ByteBuf nothing && !nothing.isReadable()) {
                context.fireChannelRead(bytes);
                return;
            }
            if (bytes instanceof ByteBuf buffer && !within) {
                int end = endOfHead(buffer);
                if (leftOver && end > 0 && end < buffer.readableBytes()) {
                    // joined to what was kept, the rest would be out of our sight
                    read(context, buffer.readBytes(end));
                }
            }
            read(context, bytes);
        }

        private void read(ChannelHandlerContext context, Object bytes) {
            understood = false;
            boolean kept = kept(context, bytes);
            leftOver = !within && (!understood || kept);
            if (leftOver && !answering) {
                awaitHead(context);
            }
        }

        /** Behind the first empty line, which may have begun in what came before; 0 where there is none. */
        private int endOfHead(ByteBuf buffer) {
            int end = 0;
            for (int i = 0; i < buffer.readableBytes(); i++) {
                byte each = buffer.getByte(buffer.readerIndex() + i);
                if (each == '\n' && lineBegins && end == 0) {
                    end = i + 1;
                }
                lineBegins = each == '\n' || each == '\r' && lineBegins;
            }
            return end;
        }

        /** Hands the bytes on. Whether some of them wait for more. */
        private static boolean kept(ChannelHandlerContext context, Object bytes) {
            if (!(bytes instanceof ByteBuf buffer)) {
                context.fireChannelRead(bytes);
                return false;
            }
            buffer.retain();
            try {
                context.fireChannelRead(buffer);
                return buffer.refCnt() > 1 && buffer.isReadable();
            } finally {
                buffer.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            cancel();
            context.fireChannelInactive();
        }
    }

    /** What it was understood as, and what goes out. */
    private final class Heads extends ChannelDuplexHandler {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            understood = true;
            if (message instanceof HttpRequest) {
                within = true;
                answering = true;
                cancel();
            }
            if (message instanceof LastHttpContent) {
                within = false;
                if (!answering) {
                    cancel();
                }
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
            if (message instanceof LastHttpContent) {
                answering = false;
                if (leftOver && !within) {
                    awaitHead(context);
                }
                if (within && deadline == null) {
                    deadline =
                            context.executor().schedule(() -> context.close(), rest.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
            context.write(message, written);
        }
    }
}
