package dev.epilogue.webhook;

import dev.epilogue.journal.Wakeups;
import dev.epilogue.work.Ongoing;
import dev.epilogue.work.WorkBell;
import dev.epilogue.work.WorkSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Notices that there is something to tell: one statement for all endpoints that have nothing to do, after changes at most five times a
 * second, and now and then without. Where there is no endpoint, changes cause none.
 */
@Component
class WebhookWaker extends Ongoing {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookWaker.class);
    private static final Duration APART = Duration.ofMillis(200);

    private final EndpointSurvey survey;
    private final Wakeups wakeups;
    private final WorkBell bell;
    private final WorkSettings settings;
    private final Sinks.Many<Boolean> changed = Sinks.many().multicast().directBestEffort();
    private volatile boolean some = true;

    WebhookWaker(EndpointSurvey survey, Wakeups wakeups, WorkBell bell, WorkSettings settings) {
        this.survey = survey;
        this.wakeups = wakeups;
        this.bell = bell;
        this.settings = settings;
    }

    /** An endpoint was made, moved or enabled just now, in this process. */
    void changed() {
        some = true;
        changed.emitNext(true, (signal, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
    }

    @Override
    protected Flux<?> work() {
        if (!settings.enabled()) {
            return Flux.empty();
        }
        Flux<Boolean> wakes = wakeups.all().filter(wake -> some).map(wake -> true);
        Flux<Boolean> polls = Flux.interval(Duration.ZERO, settings.poll())
                .onBackpressureDrop()
                .map(tick -> true);
        return Flux.merge(wakes, polls, changed.asFlux())
                .onBackpressureLatest()
                .concatMap(wake -> look().then(Mono.delay(APART)), 1);
    }

    private Mono<Void> look() {
        return survey.wake()
                .doOnNext(woken -> {
                    some = woken.some();
                    if (woken.woken() > 0) {
                        bell.ring(WebhookWork.TABLE);
                    }
                })
                .onErrorResume(failure -> {
                    LOG.warn("cannot look for what webhooks are to be told: {}", failure.toString());
                    return Mono.empty();
                })
                .then();
    }
}
