package dev.epilogue.webhook;

import dev.epilogue.work.Lookout;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How endpoints stand: {@code epilogue.webhooks.enabled}, {@code epilogue.webhooks.failing}, {@code epilogue.webhooks.disabled}. */
@Component
class WebhookHealth implements Lookout {

    private static final Duration EVERY = Duration.ofSeconds(30);

    private final EndpointSurvey survey;
    private final AtomicLong enabled;
    private final AtomicLong failing;
    private final AtomicLong disabled;

    WebhookHealth(EndpointSurvey survey, MeterRegistry meters) {
        this.survey = survey;
        this.enabled = meters.gauge("epilogue.webhooks.enabled", new AtomicLong());
        this.failing = meters.gauge("epilogue.webhooks.failing", new AtomicLong());
        this.disabled = meters.gauge("epilogue.webhooks.disabled", new AtomicLong());
    }

    @Override
    public String what() {
        return "how webhooks stand";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Mono<Void> look() {
        return survey.census()
                .doOnNext(census -> {
                    enabled.set(census.enabled());
                    failing.set(census.failing());
                    disabled.set(census.disabled());
                })
                .then();
    }
}
