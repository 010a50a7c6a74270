package dev.epilogue.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Work under leases from the start of the service to its end. Stops first of all: nothing more is claimed, what is in hand comes to its
 * end or is left to another instance after a bounded time; the web server, the links and the database's pool stop later.
 */
public abstract class OnLeases implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OnLeases.class);
    private static final Duration GIVING_BACK = Duration.ofSeconds(3);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final boolean enabled;
    private final Duration stopWithin;
    private volatile @Nullable Running running;

    private record Running(Disposable subscription, Sinks.Empty<Void> ended) {}

    protected OnLeases(boolean enabled, Duration stopWithin) {
        this.enabled = enabled;
        this.stopWithin = stopWithin;
    }

    /** Runs until {@link #claimNoMore}, and then until what is in hand has come to its end. May be asked again after that. */
    protected abstract Flux<Void> work();

    protected abstract void claimNoMore();

    /** How much is in hand. */
    protected abstract int working();

    /** What is in hand when this is called becomes due at once, for another instance. */
    protected abstract Mono<Void> giveBack();

    /** Starts anew, after a longer pause each time, where something fails that nobody has thought of. */
    protected static Flux<Void> kept(Flux<Void> loop, Duration longestPause) {
        return loop.retryWhen(Retry.backoff(Long.MAX_VALUE, SHORTEST)
                .maxBackoff(longestPause)
                .doBeforeRetry(signal -> LOG.error("work starts anew", signal.failure())));
    }

    @Override
    public final void start() {
        if (enabled) {
            Sinks.Empty<Void> ended = Sinks.empty();
            running = new Running(work().doOnTerminate(ended::tryEmitEmpty).subscribe(), ended);
        }
    }

    @Override
    public final void stop(Runnable stopped) {
        Running present = running;
        if (present == null) {
            stopped.run();
            return;
        }
        running = null;
        claimNoMore();
        present.ended()
                .asMono()
                // what came into hand in the moment of the stop
                .then(Mono.defer(() -> giveBack().timeout(GIVING_BACK)))
                .timeout(stopWithin, Mono.defer(() -> cutOff(present.subscription())))
                .onErrorComplete()
                .doFinally(end -> stopped.run())
                .subscribe();
    }

    private Mono<Void> cutOff(Disposable subscription) {
        LOG.warn("{}: {} in hand are left to other instances", getClass().getSimpleName(), working());
        Mono<Void> left = giveBack();
        subscription.dispose();
        return left.timeout(GIVING_BACK);
    }

    @Override
    public final void stop() {
        stop(() -> {});
    }

    @Override
    public final boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }
}
