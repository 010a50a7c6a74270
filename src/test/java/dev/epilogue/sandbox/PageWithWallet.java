package dev.epilogue.sandbox;

import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;

/** A page as the service serves it, into which a wallet's script gets as an extension's does: before the page's own. */
final class PageWithWallet extends ServerHttpResponseDecorator {

    private final String script;

    PageWithWallet(ServerHttpResponse page, String script) {
        super(page);
        this.script = script;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        MediaType type = getHeaders().getContentType();
        if (type == null || !type.isCompatibleWith(MediaType.TEXT_HTML)) {
            return super.writeWith(body);
        }
        return super.writeWith(DataBufferUtils.join(body).map(Playground::text).map(page -> {
            byte[] altered = page.replace("</title>", "</title>" + script).getBytes(StandardCharsets.UTF_8);
            getHeaders().setContentLength(altered.length);
            return bufferFactory().wrap(altered);
        }));
    }
}
