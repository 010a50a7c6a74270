package dev.epilogue.web;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What all event streams share: one heartbeat for all of them, and their end when the service stops, early enough for the
 * server's graceful shutdown not to wait for them.
 */
@Component
final class OpenStreams implements SmartLifecycle {

    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final Flux<ServerSentEvent<String>> heartbeat;
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean running;

    OpenStreams(WebSettings settings) {
        this.heartbeat = Flux.interval(settings.heartbeat())
                .map(beat -> ServerSentEvent.<String>builder().comment("").build())
                .share();
    }

    /** Opens at once, so that the reader knows, shows signs of life, and ends with its events. */
    Flux<ServerSentEvent<String>> live(Flux<ServerSentEvent<String>> events) {
        Mono<Void> stop = stopping.asMono();
        ServerSentEvent<String> open = ServerSentEvent.<String>builder()
                .comment("open")
                .retry(COME_BACK)
                .build();
        return events.publish(shared ->
                        Flux.merge(shared, heartbeat.onBackpressureDrop().takeUntilOther(shared.ignoreElements())))
                .startWith(open)
                .takeUntilOther(stop);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopping.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
