package dev.epilogue.web.problem;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Wire;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import org.springframework.http.MediaType;

/**
 * What the server refuses before any of our code sees it (a request line that is none, a header that is too long, a body whose
 * framing is broken) is told like every other refusal. The connection ends with it: where its next request begins, nobody knows.
 */
final class UnreadRequests extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
        if (message instanceof FullHttpResponse answer && saysNothing(answer)) {
            HttpResponseStatus status = answer.status();
            ReferenceCountUtil.release(answer);
            context.write(told(status), written.unvoid()).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.write(message, written);
        }
    }

    private static boolean saysNothing(FullHttpResponse answer) {
        boolean empty = answer.headers().getInt(HttpHeaderNames.CONTENT_LENGTH, 0) == 0;
        return answer.status().code() >= 400 && !answer.content().isReadable() && empty;
    }

    static FullHttpResponse told(HttpResponseStatus status) {
        ProblemDocument document = ProblemDocument.of(problem(status.code()), null);
        byte[] bytes = Wire.bytes(document.fields());
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(document.status().value()),
                Unpooled.wrappedBuffer(bytes));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        return answer;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 413, 414, 431 ->
                Problem.of(ProblemCode.TOO_LARGE, "The address, a header or the body is longer than any may be.");
            case 408 -> Problem.of(ProblemCode.REQUEST_TIMEOUT, "The request did not arrive in time.");
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address.");
            case 500 -> Problem.of(ProblemCode.INTERNAL, "Something unexpected happened.");
            default ->
                Problem.of(
                        ProblemCode.INVALID_PARAMETER,
                        "The request line, a header or the framing of the body cannot be read.");
        };
    }
}
