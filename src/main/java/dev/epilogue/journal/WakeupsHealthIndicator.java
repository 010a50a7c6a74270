package dev.epilogue.journal;

import dev.epilogue.store.connection.StandingWatch;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How changes at other instances are found. Polling is slower, and no reason to take callers elsewhere. */
@Component
class WakeupsHealthIndicator implements ReactiveHealthIndicator {

    private final Hearing hearing;
    private final StandingWatch watch;

    WakeupsHealthIndicator(Hearing hearing, StandingWatch watch) {
        this.hearing = hearing;
        this.watch = watch;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> Health.up()
                .withDetail("changes", hearing.works() ? "notified" : "polling")
                .withDetail("connection", watch.standing().advice())
                .build());
    }
}
