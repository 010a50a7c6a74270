package dev.epilogue.chain.rpc;

import io.reactivex.disposables.Disposable;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthSubscribe;
import org.web3j.protocol.websocket.WebSocketService;
import org.web3j.protocol.websocket.events.NewHeadsNotification;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** Ticks when a node says over its WebSocket that there is a new block. A hint: polling goes on beside it. */
final class HeadTicks {

    private static final Logger LOG = LoggerFactory.getLogger(HeadTicks.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private HeadTicks() {}

    static Flux<Long> from(URI url, Scheduler scheduler) {
        return Flux.<Long>create(sink -> follow(url, sink), FluxSink.OverflowStrategy.LATEST)
                .subscribeOn(scheduler)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_RETRY)
                        .transientErrors(true)
                        .doBeforeRetry(signal -> LOG.warn("no word of new blocks from {}", url.getHost())));
    }

    private static void follow(URI url, FluxSink<Long> sink) {
        WebSocketService service = new WebSocketService(url.toString(), false);
        sink.onDispose(service::close);
        try {
            service.connect(text -> {}, sink::error, () -> sink.error(new IllegalStateException("closed")));
            Request<String, EthSubscribe> request =
                    new Request<>("eth_subscribe", List.of("newHeads"), service, EthSubscribe.class);
            // never unsubscribed: that would wait for an answer on the thread that reads it, and closing ends it as
            // well
            Disposable heads = service.subscribe(request, "eth_unsubscribe", NewHeadsNotification.class)
                    .subscribe(head -> sink.next(0L), sink::error);
            if (heads.isDisposed()) {
                sink.error(new IllegalStateException("refused"));
            }
        } catch (ConnectException | RuntimeException unreachable) {
            sink.error(unreachable);
        }
    }
}
