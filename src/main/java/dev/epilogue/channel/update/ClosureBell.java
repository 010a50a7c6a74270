package dev.epilogue.channel.update;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.journal.Wakeups;
import dev.epilogue.store.LeaseStore;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/** Tells a closure that something which it waits for has moved. */
@Component
class ClosureBell {

    /** A closure's own steps are short; where it misses this ring it looks by itself a minute later. */
    private static final RetryBackoffSpec RING_AGAIN = Retry.fixedDelay(40, Duration.ofMillis(250));

    private final LeaseStore closures;
    private final Wakeups wakeups;

    ClosureBell(LeaseStore closures, Wakeups wakeups) {
        this.closures = closures;
        this.wakeups = wakeups;
    }

    /** Not while the closure is in somebody's hands, who may have looked before this was stored. */
    Mono<Void> ring(ClosureId closure) {
        return closures.wake(closure)
                .filter(woken -> woken)
                .switchIfEmpty(Mono.error(StillHeld::new))
                .retryWhen(RING_AGAIN.filter(failure -> failure instanceof StillHeld))
                .doOnNext(woken -> wakeups.due(closure))
                .onErrorComplete()
                .then();
    }

    private static final class StillHeld extends RuntimeException {
        StillHeld() {
            super("in somebody's hands", null, false, false);
        }
    }
}
