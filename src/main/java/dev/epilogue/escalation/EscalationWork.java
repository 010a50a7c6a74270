package dev.epilogue.escalation;

import dev.epilogue.work.Rest;
import dev.epilogue.work.Work;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkTable;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Looks at one escalation: reads the chain, decides, stores, and asks for what is to be sent. */
@Component
class EscalationWork implements Work {

    static final WorkTable TABLE = new WorkTable("escalation", "t.node || ' ' || (t.target ->> 'chainId')");

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LOOK_WITHIN = Duration.ofSeconds(30);

    private final EscalationStore store;
    private final Sights sights;
    private final Sending sending;
    private final Acts acts;
    private final EscalationSettings settings;

    EscalationWork(EscalationStore store, Sights sights, Sending sending, Acts acts, EscalationSettings settings) {
        this.store = store;
        this.sights = sights;
        this.sending = sending;
        this.acts = acts;
        this.settings = settings;
    }

    @Override
    public WorkTable table() {
        return TABLE;
    }

    @Override
    public Mono<Rest> run(WorkLease lease) {
        return store.find(lease)
                .filter(row -> row.progress().status().pending())
                .flatMap(row -> remembered(row, lease)
                        .flatMap(known -> look(known, lease))
                        // somebody else wrote: what it is now is looked at soon
                        .defaultIfEmpty(Rest.of(SOON))
                        .onErrorResume(failure -> Outages.outlasted(
                                failure,
                                "escalation " + row.id(),
                                watchfulness(row).within(row.progress().window()))));
    }

    /**
     * Whoever had it before may have died after asking for a transaction and before writing down which one. It is found by its key
     * first of all: it may be mined by now, and what it did would look like somebody else's doing. Empty where the lease is lost.
     */
    private Mono<Escalation> remembered(Escalation row, WorkLease lease) {
        Step step = row.step();
        if (step == null || row.progress().transactionId() != null) {
            return Mono.just(row);
        }
        return sending.asked(row.key(step), row.tenant(), row.target().chainId())
                .map(id -> row.at(row.progress().draft().transaction(id).done()))
                .defaultIfEmpty(row)
                .filterWhen(found -> found == row ? Mono.just(true) : store.write(found, lease));
    }

    private Mono<Rest> look(Escalation row, WorkLease lease) {
        return Mono.zip(
                        sights.contract(row.with(), row.target()),
                        sending.standing(row.progress().transactionId()))
                .flatMap(both -> sights.sight(row, both.getT1(), both.getT2())
                        .timeout(LOOK_WITHIN)
                        .flatMap(sight -> acts.on(
                                new Acts.Look(row, lease, both.getT1(), sight),
                                Course.of(row, sight, watchfulness(row)))));
    }

    private Watchfulness watchfulness(Escalation row) {
        return settings.watchfulness(sights.confirmations(row.target()));
    }
}
