package dev.epilogue.web.problem;

import dev.epilogue.web.http.WebSettings;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Has every connection of the server tell its own refusals as problems, and none wait for ever for what does not come, or is not taken. */
@Component
final class ServerRefusals implements NettyServerCustomizer {

    private final WebSettings.Deadlines deadlines;

    ServerRefusals(WebSettings settings) {
        this.deadlines = settings.deadlines();
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.idleTimeout(deadlines.idle()).doOnChannelInit((observer, channel, address) -> {
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, "epilogue.refusals", new UnreadRequests());
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, "epilogue.doubts", new DoubtfulRequests());
            HeadDeadline.watch(channel.pipeline(), deadlines.head(), deadlines.body());
            channel.pipeline()
                    .addFirst(
                            "epilogue.answers",
                            new WriteTimeoutHandler(deadlines.answer().toMillis(), TimeUnit.MILLISECONDS));
        });
    }
}
