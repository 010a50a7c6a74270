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

    /** Through a pooler an echo may come back by luck: the next one need not. */
    private boolean notified() {
        return hearing.works() && watch.standing().own();
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> Health.up()
                .withDetail("changes", notified() ? "notified" : "polling")
                .withDetail("connection", watch.standing().advice())
                .build());
    }
}
