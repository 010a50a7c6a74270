package dev.epilogue.desk;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Makes something of a closure that is sealed with our signature: in turn with those whose signatures are decided on, since it costs one. */
@Service
public class SealingDesk {

    private final CertificateDesk material;
    private final CheckTurns turns;
    private final Scheduler crypto;

    SealingDesk(CertificateDesk material, CheckTurns turns, Scheduler crypto) {
        this.material = material;
        this.turns = turns;
        this.crypto = crypto;
    }

    /** Fails with {@code closure-not-found}. */
    public <T> Mono<T> seal(TenantId tenant, ClosureId id, Function<CertificateDesk.Material, T> seal) {
        return turns.take(material.material(tenant, id).publishOn(crypto).map(seal));
    }
}
