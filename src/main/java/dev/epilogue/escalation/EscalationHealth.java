package dev.epilogue.escalation;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What operators are alarmed by: escalations without progress, and disputes that end soon without an answer. */
@Component
class EscalationHealth implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EscalationHealth.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    /** A dispute lasts an hour at the least; this leaves time to act. */
    private static final Duration SOON = Duration.ofMinutes(20);

    private final EscalationStore escalations;
    private final WatchStore watches;
    private final EscalationSettings settings;
    private final AtomicLong stuck;
    private final AtomicLong ending;
    private final AtomicLong watched;
    private volatile @Nullable Disposable looking;

    EscalationHealth(
            EscalationStore escalations, WatchStore watches, EscalationSettings settings, MeterRegistry meters) {
        this.escalations = escalations;
        this.watches = watches;
        this.settings = settings;
        this.stuck = meters.gauge("epilogue.escalation.stuck", new AtomicLong());
        this.ending = meters.gauge("epilogue.escalation.window.ending", new AtomicLong());
        this.watched = meters.gauge("epilogue.escalation.watched", new AtomicLong());
    }

    private Mono<Void> look() {
        return Mono.zip(escalations.trouble(settings.stuckAfter(), SOON), watches.census(SOON))
                .doOnNext(both -> {
                    stuck.set(both.getT1().stuck());
                    ending.set(both.getT1().endingSoon() + both.getT2().unanswered());
                    watched.set(both.getT2().watched());
                })
                .then()
                .onErrorResume(failure -> {
                    LOG.warn("cannot look at escalations: {}", failure.toString());
                    return Mono.empty();
                });
    }

    @Override
    public void start() {
        looking = Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> look(), 1)
                .subscribe();
    }

    @Override
    public void stop() {
        Disposable subscription = looking;
        if (subscription != null) {
            subscription.dispose();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
