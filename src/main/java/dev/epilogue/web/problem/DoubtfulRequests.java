package dev.epilogue.web.problem;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server beneath takes for a request, though whoever stands before it may read another one there: a version that nobody speaks, a
 * target of another form, two hosts, a coding of the body that is passed over. It is told as what cannot be read, and its connection ends.
 */
final class DoubtfulRequests extends ChannelInboundHandlerAdapter {

    private static final Set<HttpVersion> SPOKEN = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

    /** A path, or a whole address as proxies are asked for it. */
    private static final Pattern TARGET = Pattern.compile("(?:/|(?i:https?)://([^/?#]+)(?=[/?]|$))[^#]*");

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request
                && request.decoderResult().isSuccess()
                && !(spoken(request) && aimed(request) && framed(request))) {
            request.setDecoderResult(DecoderResult.failure(new Doubt()));
        }
        context.fireChannelRead(message);
    }

    private static boolean spoken(HttpRequest request) {
        return SPOKEN.contains(request.protocolVersion());
    }

    /** Whoever asks for a whole address has named the host with it, and names no other one. */
    private static boolean aimed(HttpRequest request) {
        Matcher target = TARGET.matcher(request.uri());
        if (!target.matches()) {
            return request.method().equals(HttpMethod.OPTIONS) && request.uri().equals("*");
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        String host = target.group(1);
        if (host != null && hosts.isEmpty()) {
            request.headers().set(HttpHeaderNames.HOST, host);
        }
        return hosts.isEmpty() || hosts.size() == 1 && (host == null || host.equalsIgnoreCase(hosts.getFirst()));
    }

    private static boolean framed(HttpRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty()
                || codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
    }

    private static final class Doubt extends IllegalArgumentException {
        Doubt() {
            super("the request can be read in two ways");
        }

        /** Strangers are no reason to look for where they came in. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
