package dev.epilogue.web.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Who speaks HTTP/1.0 knows no chunks: an answer whose length nobody knows yet ends with its connection. The server beneath sends
 * chunks to everybody.
 */
final class OldAnswers extends ChannelDuplexHandler {

    private boolean old;
    private boolean endsWithConnection;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            old = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
        if (old && message instanceof HttpResponse answer && HttpUtil.isTransferEncodingChunked(answer)) {
            answer.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            endsWithConnection = true;
        }
        if (endsWithConnection && message instanceof LastHttpContent) {
            context.write(message, written.unvoid()).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.write(message, written);
        }
    }
}
