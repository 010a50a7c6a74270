package dev.epilogue.journal;

import dev.epilogue.store.ClosureStore;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Takes from memory what another process says that it has changed. */
@Component
class Forgetting {

    private final Wakeups wakeups;
    private final ClosureStore closures;

    Forgetting(Wakeups wakeups, ClosureStore closures) {
        this.wakeups = wakeups;
        this.closures = closures;
    }

    /** Runs until cancelled. */
    Flux<Void> run() {
        return wakeups.all()
                .filter(wake -> !wake.ours())
                .doOnNext(wake -> {
                    if (wake.closure() == null) {
                        closures.forgetAll();
                    } else {
                        closures.forget(wake.closure());
                    }
                })
                .thenMany(Flux.empty());
    }
}
