package dev.epilogue.desk;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Escalations;
import dev.epilogue.closure.TenantId;
import dev.epilogue.escalation.Preflight;
import dev.epilogue.escalation.Report;
import dev.epilogue.store.Loaded;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Protecting a closure's participants on chain because somebody asks for it: what is possible, and doing it. */
@Service
public class EscalationDesk {

    private final Registrar registrar;
    private final Preflight preflight;

    EscalationDesk(Registrar registrar, Preflight preflight) {
        this.registrar = registrar;
        this.preflight = preflight;
    }

    /**
     * What was found, and what became of it.
     *
     * @param started whether it is being undertaken
     */
    public record Reported(Loaded loaded, Report report, boolean started) {}

    /** Changes nothing. */
    public Mono<Reported> report(TenantId tenant, ClosureId id, Preflight.Ask ask) {
        return registrar
                .find(tenant, id)
                .flatMap(loaded -> preflight
                        .of(loaded.closure(), ask, loaded.now())
                        .map(report -> new Reported(loaded, report, false)));
    }

    /** Undertakes what is possible; where nothing is, nothing changes. */
    public Mono<Reported> challenge(TenantId tenant, ClosureId id, Preflight.Ask ask) {
        return Mono.defer(() -> {
            AtomicReference<Report> last = new AtomicReference<>();
            return registrar
                    .change(
                            tenant,
                            id,
                            loaded -> preflight
                                    .of(loaded.closure(), ask, loaded.now())
                                    .doOnNext(last::set)
                                    .map(report -> decide(loaded, report)))
                    .map(settled -> new Reported(
                            settled.loaded(),
                            Objects.requireNonNull(last.get()),
                            settled.decision() instanceof Decision.Changed));
        });
    }

    private static Decision decide(Loaded loaded, Report report) {
        return report.possible()
                ? new Decision.Changed(Escalations.begin(loaded.closure(), report.plan(), "REQUEST", loaded.now()))
                : new Decision.Unchanged();
    }
}
