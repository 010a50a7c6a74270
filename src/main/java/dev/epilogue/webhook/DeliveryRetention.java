package dev.epilogue.webhook;

import dev.epilogue.journal.Retained;
import dev.epilogue.journal.RetentionSettings;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What endpoints answered, for a while. */
@Component
class DeliveryRetention implements Retained {

    private final DeliveryLog log;

    DeliveryRetention(DeliveryLog log) {
        this.log = log;
    }

    @Override
    public String what() {
        return "webhooks' deliveries";
    }

    @Override
    public Duration keep(RetentionSettings settings) {
        return settings.webhookDeliveries();
    }

    @Override
    public Mono<Long> prune(Duration keep, int batch) {
        return log.prune(keep, batch);
    }
}
