package dev.epilogue.escalation;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Protection;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A closure's protections, as their rows have them. */
@Component
public class Protections {

    private final EscalationStore store;
    private final Sending sending;

    Protections(EscalationStore store, Sending sending) {
        this.store = store;
        this.sending = sending;
    }

    /** Oldest first. */
    public Flux<Escalation> of(Closure closure) {
        return store.ofClosure(closure.id());
    }

    /**
     * The session can be closed after all: what was not broadcast is taken back, so that nobody's channel is frozen for nothing.
     * What was, runs to its end.
     */
    public Mono<Void> stopUnsent(Closure closure) {
        return of(closure)
                .filter(row -> row.progress().status().pending())
                .concatMap(this::stop, 1)
                .then();
    }

    private Mono<Boolean> stop(Escalation row) {
        UUID transaction = row.progress().transactionId();
        if (row.progress().status() == Protection.Status.PLANNED) {
            return store.stopPlanned(row, Reasons.CONSENSUS_REACHED);
        }
        boolean first = row.progress().status() == Protection.Status.SENT;
        return first && transaction != null
                ? sending.withdraw(transaction)
                        .flatMap(withdrawn -> store.hasten(row.closure()).thenReturn(withdrawn))
                : Mono.just(false);
    }
}
