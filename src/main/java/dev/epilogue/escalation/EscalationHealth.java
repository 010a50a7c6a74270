package dev.epilogue.escalation;

import dev.epilogue.work.Lookout;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What operators are alarmed by: {@code epilogue.escalation.stuck} (no progress) and {@code epilogue.escalation.window.ending} (a dispute
 * ends soon without an answer). {@code epilogue.escalation.watched} counts the channels in a watchtower's care.
 */
@Component
class EscalationHealth implements Lookout {

    private static final Duration EVERY = Duration.ofSeconds(30);

    /** A dispute lasts an hour at the least; this leaves time to act. */
    private static final Duration SOON = Duration.ofMinutes(20);

    private final EscalationStore escalations;
    private final WatchStore watches;
    private final EscalationSettings settings;
    private final AtomicLong stuck;
    private final AtomicLong ending;
    private final AtomicLong watched;

    EscalationHealth(
            EscalationStore escalations, WatchStore watches, EscalationSettings settings, MeterRegistry meters) {
        this.escalations = escalations;
        this.watches = watches;
        this.settings = settings;
        this.stuck = meters.gauge("epilogue.escalation.stuck", new AtomicLong());
        this.ending = meters.gauge("epilogue.escalation.window.ending", new AtomicLong());
        this.watched = meters.gauge("epilogue.escalation.watched", new AtomicLong());
    }

    @Override
    public String what() {
        return "how escalations stand";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Mono<Void> look() {
        return Mono.zip(escalations.trouble(settings.stuckAfter(), SOON), watches.census(SOON))
                .doOnNext(both -> {
                    stuck.set(both.getT1().stuck());
                    ending.set(both.getT1().endingSoon() + both.getT2().unanswered());
                    watched.set(both.getT2().watched());
                })
                .then();
    }
}
