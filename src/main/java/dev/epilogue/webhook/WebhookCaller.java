package dev.epilogue.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Makes one delivery, signed as Standard Webhooks say. Follows no redirect, takes no proxy from its surroundings, keeps no cookie, and
 * reads no more of an answer than it needs.
 */
@Component
class WebhookCaller implements DisposableBean {

    private static final int MOST_READ = 64 * 1024;
    private static final int MOST_KEPT = 1024;
    private static final int CONNECTIONS = 200;
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final WebhookTargets targets;
    private final WebhookSettings settings;
    private final HttpClient secure;
    private final HttpClient plain;
    private final InstantSource clock = InstantSource.system();
    private final ConnectionProvider connections = ConnectionProvider.builder("webhooks")
            .maxConnections(CONNECTIONS)
            .pendingAcquireMaxCount(-1)
            .maxIdleTime(IDLE)
            .build();

    WebhookCaller(WebhookTargets targets, WebhookSettings settings) {
        this.targets = targets;
        this.settings = settings;
        this.secure = client(true);
        this.plain = client(false);
    }

    private HttpClient client(boolean tls) {
        return HttpClient.create(connections)
                .resolvedAddressesSelector((config, resolved) -> targets.dialled(tls, resolved))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connect().toMillis())
                .followRedirect(false)
                .headers(headers -> headers.set("User-Agent", "Epilogue-Webhooks/1"));
    }

    /** Never fails: whatever goes wrong is an answer that does not count. */
    Mono<Reply> deliver(String url, List<Secret> secrets, Message message) {
        return Mono.defer(() -> {
                    long begun = System.nanoTime();
                    URI target = URI.create(url);
                    targets.judgeLiteral(target);
                    return post(target, secrets, message, begun)
                            .timeout(settings.answer())
                            .onErrorResume(failure -> Mono.just(failed(failure, begun)));
                })
                .onErrorResume(failure -> Mono.just(failed(failure, System.nanoTime())));
    }

    private Mono<Reply> post(URI target, List<Secret> secrets, Message message, long begun) {
        long timestamp = clock.instant().getEpochSecond();
        return (WebhookTargets.secure(target) ? secure : plain)
                .headers(headers -> headers.set("Content-Type", "application/json")
                        .set(Webhook.UNBRANDED_MSG_ID_KEY, message.id())
                        .set(Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, timestamp)
                        .set(Webhook.UNBRANDED_MSG_SIGNATURE_KEY, signatures(secrets, message, timestamp)))
                .post()
                .uri(target)
                .send(Mono.fromSupplier(
                        () -> Unpooled.wrappedBuffer(message.body().getBytes(StandardCharsets.UTF_8))))
                .response((response, body) -> read(body).map(answer -> reply(response, answer, begun)))
                .single();
    }

    /** Two while a secret is being changed: who knows either of them believes the message. */
    static String signatures(List<Secret> secrets, Message message, long timestamp) {
        return secrets.stream()
                .map(secret -> {
                    try {
                        return new Webhook(secret.text()).sign(message.id(), timestamp, message.body());
                    } catch (EmptyWebhookSecretException | WebhookSigningException impossible) {
                        throw new IllegalStateException("cannot sign");
                    }
                })
                .collect(Collectors.joining(" "));
    }

    private static Mono<String> read(ByteBufFlux body) {
        return body.asByteArray()
                .scanWith(ByteArrayOutputStream::new, (read, more) -> {
                    read.write(more, 0, Math.min(more.length, MOST_READ - read.size()));
                    return read;
                })
                .takeUntil(read -> read.size() >= MOST_READ)
                .last()
                .map(read -> text(read.toByteArray()));
    }

    /** A database keeps no NUL. */
    private static String text(byte[] answer) {
        String text = new String(answer, 0, Math.min(answer.length, MOST_KEPT), StandardCharsets.UTF_8);
        return text.replace('\u0000', ' ');
    }

    private static Reply reply(HttpClientResponse response, String answer, long begun) {
        int status = response.status().code();
        boolean good = status >= 200 && status < 300;
        String error = good ? null : status >= 300 && status < 400 ? "redirect" : "status";
        return new Reply(status, error, answer, since(begun), retryAfter(response.responseHeaders()));
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        return Optional.ofNullable(headers.get("Retry-After"))
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }

    private static Reply failed(Throwable failure, long begun) {
        return new Reply(null, reason(failure), null, since(begun), null);
    }

    /** A word for it: what a library says may name what is nobody's business. */
    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case WebhookTargets.RefusedException refused -> {
                    return "target-refused";
                }
                case TimeoutException late -> {
                    return "timeout";
                }
                case io.netty.channel.ConnectTimeoutException late -> {
                    return "connect-timeout";
                }
                case UnknownHostException unknown -> {
                    return "unknown-host";
                }
                case java.net.ConnectException refused -> {
                    return "connection-refused";
                }
                case SSLException untrusted -> {
                    return "tls";
                }
                default -> {}
            }
        }
        return "connection";
    }

    private static Duration since(long begun) {
        return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    @Override
    public void destroy() {
        connections.dispose();
    }
}
