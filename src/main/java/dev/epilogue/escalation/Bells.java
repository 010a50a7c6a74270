package dev.epilogue.escalation;

import dev.epilogue.chain.tx.TransactionListener;
import dev.epilogue.chain.tx.TransactionView;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.journal.Wakeups;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.work.WorkBell;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells those who wait: a closure of its escalations, an escalation of its transactions. Hints; everybody looks anyway. */
@Component
class Bells implements TransactionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Bells.class);

    private final LeaseStore closures;
    private final EscalationStore escalations;
    private final Wakeups wakeups;
    private final WorkBell work;
    private final MeterRegistry meters;

    Bells(LeaseStore closures, EscalationStore escalations, Wakeups wakeups, WorkBell work, MeterRegistry meters) {
        this.closures = closures;
        this.escalations = escalations;
        this.wakeups = wakeups;
        this.work = work;
        this.meters = meters;
    }

    /** Something that clients see has changed. */
    Mono<Void> closure(Escalation after, Escalation before) {
        if (after.progress().status() != before.progress().status()) {
            String status = after.progress().status().name().toLowerCase(Locale.ROOT);
            meters.counter("epilogue.escalations", "status", status).increment();
            LOG.info(
                    "escalation {} of closure {} is {} {}",
                    after.id(),
                    after.closure(),
                    status,
                    after.progress().reason() == null ? "" : after.progress().reason());
        }
        return closures.wake(after.closure())
                .doOnNext(woken -> wakeups.due(after.closure()))
                .then();
    }

    @Override
    public Mono<Void> changed(TransactionView transaction) {
        ClosureId closure = transaction.closure();
        return closure == null
                ? Mono.empty()
                : escalations.hasten(closure).doOnSuccess(done -> work.ring(EscalationWork.TABLE));
    }
}
