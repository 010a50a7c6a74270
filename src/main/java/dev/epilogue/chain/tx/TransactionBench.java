package dev.epilogue.chain.tx;

import dev.epilogue.work.WorkLease;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores what a transaction was told, and says so to whoever waits for it. */
@Component
class TransactionBench {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionBench.class);
    private static final Duration HEARING = Duration.ofSeconds(5);

    private final TransactionStore store;
    private final TransactionViews views;
    private final TransactionAlarm alarm;
    private final ObjectProvider<TransactionListener> listeners;

    TransactionBench(
            TransactionStore store,
            TransactionViews views,
            TransactionAlarm alarm,
            ObjectProvider<TransactionListener> listeners) {
        this.store = store;
        this.views = views;
        this.alarm = alarm;
        this.listeners = listeners;
    }

    /** Somebody else changed the row, or holds the account now: what was decided is void. */
    static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stale(TransactionId id) {
            super(id.toString(), null, false, false);
        }
    }

    Mono<StoredTransaction> told(Scene scene, StoredTransaction before, Fact fact) {
        Transaction after = before.state().told(fact, scene.paying().settings().fees(), scene.now());
        if (after.equals(before.state())) {
            return Mono.just(before);
        }
        return store.store(scene.lease(), before, after).flatMap(stored -> changed(before, after, stored));
    }

    /** False where the budget does not suffice. Everything else that hinders it is {@link Stale}. */
    Mono<Boolean> signed(
            WorkLease lease, StoredTransaction before, Transaction after, TransactionStore.NewAttempt attempt) {
        return store.signed(lease, before, after, attempt)
                .flatMap(stored -> stored ? changed(before, after, true).thenReturn(true) : Mono.just(false));
    }

    private Mono<StoredTransaction> changed(StoredTransaction before, Transaction after, boolean stored) {
        if (!stored) {
            return Mono.error(new Stale(before.id()));
        }
        StoredTransaction now = before.with(after);
        alarm.look(before, now);
        return tell(now).thenReturn(now);
    }

    private Mono<Void> tell(StoredTransaction transaction) {
        List<TransactionListener> hearing = listeners.orderedStream().toList();
        TransactionView view = views.of(transaction);
        return Flux.fromIterable(hearing)
                .concatMap(listener -> Mono.defer(() -> listener.changed(view))
                        .timeout(HEARING)
                        .onErrorResume(deaf -> {
                            LOG.warn("transaction {}: nobody heard: {}", view.id(), deaf.toString());
                            return Mono.empty();
                        }))
                .then();
    }
}
