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
     * What was, and is in no block yet, is replaced by an empty transaction if that can still be done; else it runs to its end.
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
                ? explained(row)
                        .then(sending.withdraw(transaction))
                        .flatMap(withdrawn -> store.hasten(row.closure()).thenReturn(withdrawn))
                : Mono.just(false);
    }

    private Mono<Boolean> explained(Escalation row) {
        return Reasons.CONSENSUS_REACHED.equals(row.progress().reason())
                ? Mono.just(true)
                : store.remark(row, Reasons.CONSENSUS_REACHED);
    }
}
