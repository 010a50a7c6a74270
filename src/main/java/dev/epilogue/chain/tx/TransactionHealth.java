package dev.epilogue.chain.tx;

import dev.epilogue.work.Lookout;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Transactions that do not come along, as the database has them: {@code epilogue.transactions.stuck} (sent, and not mined for long) and
 * {@code epilogue.transactions.held} (something has to be put right first: the budget, the cap, the account's balance, a halt).
 */
@Component
class TransactionHealth implements Lookout {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final TransactionStore store;
    private final AtomicLong stuck;
    private final AtomicLong held;

    TransactionHealth(TransactionStore store, MeterRegistry meters) {
        this.store = store;
        this.stuck = meters.gauge("epilogue.transactions.stuck", new AtomicLong());
        this.held = meters.gauge("epilogue.transactions.held", new AtomicLong());
    }

    @Override
    public String what() {
        return "which transactions do not come along";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Mono<Void> look() {
        return store.trouble()
                .doOnNext(trouble -> {
                    stuck.set(trouble.stuck());
                    held.set(trouble.held());
                })
                .then();
    }
}
