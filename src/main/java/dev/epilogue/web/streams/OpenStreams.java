package dev.epilogue.web.streams;

import dev.epilogue.access.Principal;
import dev.epilogue.journal.Feeds;
import dev.epilogue.journal.Item;
import dev.epilogue.journal.Outbox;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Caller;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.EventStreams;
import dev.epilogue.web.http.WebSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/**
 * What all event streams share: their number's limit, one heartbeat for all of them, the end of readers that are too slow, and
 * the end of all when the service stops, early enough for the server's graceful shutdown not to wait for them.
 */
@Component
final class OpenStreams implements SmartLifecycle {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int LOOKS_AT_ONCE = 16;

    private final StreamSettings settings;
    private final Duration heartbeat;
    private final Feeds feeds;
    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private final Holders holders;
    private volatile @Nullable Disposable timer;
    private volatile boolean stopping;

    OpenStreams(StreamSettings settings, WebSettings web, Feeds feeds, Holders holders, MeterRegistry meters) {
        this.settings = settings;
        this.heartbeat = web.heartbeat();
        this.feeds = feeds;
        this.holders = holders;
        Gauge.builder("epilogue.streams.open", open, Set::size)
                .description("Event streams that are open")
                .register(meters);
    }

    /** @throws dev.epilogue.problem.ProblemException when no more streams are taken */
    void admit(Principal reader) {
        if (stopping) {
            throw Problem.of(ProblemCode.OVERLOADED, "No more event streams can be opened here at present.")
                    .retryAfter(EventStreams.COME_BACK)
                    .exception();
        }
        holders.admit(reader);
    }

    /**
     * Opens at once, so that the reader knows, shows signs of life, and ends with its events.
     *
     * @param manyClosures whether heartbeats carry the position that is reached
     * @param opening the first frame, made by {@link EventFrames#opening} or {@link EventFrames#reset}
     * @param frames what the outbox of this stream becomes on the wire after it
     */
    Mono<ServerResponse> stream(
            ServerRequest request, boolean manyClosures, byte[] opening, Function<Outbox, Flux<byte[]>> frames) {
        return Mono.defer(() -> {
            if (request.method() == HttpMethod.HEAD) {
                return ServerResponse.ok().headers(EventStreams::head).build();
            }
            admit(Callers.principal(request));
            ServerHttpRequest socket = request.exchange().getRequest();
            Flux<byte[]> body = Flux.using(
                    () -> opened(new Outbox(settings.buffer()), Callers.caller(request), manyClosures, socket),
                    stream -> frames.apply(stream.outbox())
                            .startWith(opening)
                            .takeUntil(sent -> stream.ending() && stopping),
                    this::closed);
            return ServerResponse.ok().headers(EventStreams::head).body(written(body));
        });
    }

    private OpenStream opened(Outbox outbox, Caller reader, boolean manyClosures, ServerHttpRequest socket) {
        OpenStream stream = new OpenStream(outbox, reader, manyClosures, () -> disconnect(socket));
        open.add(stream);
        holders.opened(reader.principal());
        if (stopping) {
            stream.end(Item.Goodbye.STOPPING);
        }
        return stream;
    }

    private void closed(OpenStream stream) {
        if (open.remove(stream)) {
            holders.closed(stream.reader().principal());
        }
    }

    /** Reactor Netty flushes when nothing more is at hand: at once where one event comes, once where several do. */
    private static BodyInserter<Object, ServerHttpResponse> written(Flux<byte[]> frames) {
        return (response, context) ->
                response.writeWith(frames.map(bytes -> response.bufferFactory().wrap(bytes)));
    }

    private static void disconnect(ServerHttpRequest socket) {
        if (ServerHttpRequestDecorator.getNativeRequest(socket) instanceof HttpServerRequest request) {
            request.withConnection(Connection::dispose);
        }
    }

    @Override
    public void start() {
        stopping = false;
        timer = Flux.merge(
                        Flux.interval(TICK).onBackpressureDrop().doOnNext(tick -> enforce()),
                        Flux.interval(heartbeat).onBackpressureDrop().concatMap(tick -> beat(), 1))
                .subscribe();
    }

    /** Who may read no longer gets no sign of life, but its goodbye. */
    private Mono<Void> beat() {
        return shutOut().doOnNext(this::beat).then();
    }

    private void beat(Set<Principal> shutOut) {
        Item.Beat plain = new Item.Beat(null);
        // read before the beat is put behind everything up to it
        Item.Beat reached = new Item.Beat(feeds.reached());
        for (OpenStream stream : open) {
            if (shutOut.contains(stream.reader().principal())) {
                stream.end(Item.Goodbye.ACCESS_ENDED);
            } else {
                stream.beat(plain, reached);
            }
        }
    }

    /** Each reader is looked at once, however many streams it has. Who cannot be looked at now stays: nothing is lost by the next beat. */
    private Mono<Set<Principal>> shutOut() {
        Map<Principal, Caller> readers = new HashMap<>();
        open.forEach(stream -> readers.put(stream.reader().principal(), stream.reader()));
        return Flux.fromIterable(readers.values())
                .flatMap(
                        reader -> reader.stands()
                                .timeout(LOOK)
                                .onErrorReturn(true)
                                .filter(stands -> !stands)
                                .map(gone -> reader.principal()),
                        LOOKS_AT_ONCE)
                .collect(Collectors.toSet());
    }

    private void enforce() {
        long now = System.nanoTime();
        Instant time = Instant.now();
        open.forEach(stream -> {
            stream.endWithAccess(time);
            stream.enforce(now, settings.grace().toNanos());
        });
    }

    /** Everybody is told to come again; who does not take it in time is cut off. */
    @Override
    public void stop(Runnable stopped) {
        stopping = true;
        open.forEach(stream -> stream.end(Item.Goodbye.STOPPING));
        Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                .takeUntil(tick -> open.isEmpty())
                .take(settings.grace())
                .doFinally(end -> {
                    open.forEach(OpenStream::disconnect);
                    stop();
                    stopped.run();
                })
                .subscribe();
    }

    @Override
    public void stop() {
        stopping = true;
        Disposable running = timer;
        if (running != null) {
            running.dispose();
            timer = null;
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
