package dev.epilogue.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Has instances tell each other what they gave, once a moment, as long as they run. */
@Component
class Exchange implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration CLEAN = Duration.ofMinutes(5);

    private final Limits limits;
    private final LimitStore store;
    private final Duration every;
    private volatile @Nullable Disposable running;
    private volatile boolean told = true;

    Exchange(Limits limits, LimitStore store, LimitSettings settings) {
        this.limits = limits;
        this.store = store;
        this.every = settings.exchange();
    }

    @Override
    public void start() {
        running = Flux.merge(
                        Flux.interval(every).onBackpressureDrop().concatMap(tick -> exchange(), 1),
                        Flux.interval(CLEAN).onBackpressureDrop().concatMap(tick -> clean(), 1))
                .subscribe();
    }

    private Mono<Void> exchange() {
        return limits.exchange().doOnSuccess(done -> told = true).onErrorResume(failure -> {
            if (told) {
                LOG.warn(
                        "limits cannot be shared at present, each instance goes by its own count: {}",
                        failure.toString());
            }
            told = false;
            return Mono.empty();
        });
    }

    private Mono<Long> clean() {
        return store.removeFull().onErrorResume(failure -> Mono.empty());
    }

    @Override
    public void stop() {
        Disposable exchanging = running;
        if (exchanging != null) {
            exchanging.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
