package dev.epilogue.limits;

import dev.epilogue.work.Ongoing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Has instances tell each other what they gave, once a moment, as long as they run. */
@Component
class Exchange extends Ongoing {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration CLEAN = Duration.ofMinutes(5);

    private final Limits limits;
    private final LimitStore store;
    private final Duration every;
    private final Counter unclean;
    private volatile boolean told = true;
    private volatile boolean cleaned = true;

    Exchange(Limits limits, LimitStore store, LimitSettings settings, MeterRegistry meters) {
        this.limits = limits;
        this.store = store;
        this.every = settings.exchange();
        this.unclean = Counter.builder("epilogue.limits.cleaning.failures")
                .description("Times that buckets which are full again could not be removed")
                .register(meters);
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(
                Flux.interval(every).onBackpressureDrop().concatMap(tick -> exchange(), 1),
                Flux.interval(CLEAN).onBackpressureDrop().concatMap(tick -> clean(), 1));
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

    /** Never fails: what is not removed now is removed later, and stands in nobody's way meanwhile. */
    Mono<Long> clean() {
        return store.removeFull().doOnSuccess(removed -> cleaned = true).onErrorResume(failure -> {
            unclean.increment();
            if (cleaned) {
                LOG.warn("buckets that are full again cannot be removed at present: {}", failure.toString());
            }
            cleaned = false;
            return Mono.empty();
        });
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
