package dev.epilogue.tenancy;

import dev.epilogue.closure.TenantId;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.value.Address;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What a tenant may see at a node, which itself tells everybody everything: sessions of its own applications, and the channels of
 * those who play in them.
 */
@Component
public class Rights {

    private final Tenants tenants;
    private final TenantStore store;

    Rights(Tenants tenants, TenantStore store) {
        this.tenants = tenants;
        this.store = store;
    }

    /** Fails with {@code session-not-yours}. */
    public Mono<Void> session(TenantId tenant, String node, String application) {
        return tenants.find(tenant)
                .filter(known -> known.plays(node, application))
                .switchIfEmpty(Mono.error(() -> notYours("The session is of an application that is not yours.")))
                .then();
    }

    /** Fails with {@code session-not-yours}. */
    public Mono<Void> channelsOf(TenantId tenant, String node, Address participant) {
        return seesChannelsOf(tenant, node, participant)
                .filter(sees -> sees)
                .switchIfEmpty(Mono.error(() -> notYours("The participant takes part in no closure of yours.")))
                .then();
    }

    /** The same as an answer: what others have met of a participant is nothing that the tenant knows. */
    public Mono<Boolean> seesChannelsOf(TenantId tenant, String node, Address participant) {
        return tenants.find(tenant)
                .flatMap(known -> known.ownsAllAt(node) ? Mono.just(true) : store.meets(tenant, participant))
                .defaultIfEmpty(false);
    }

    private static RuntimeException notYours(String detail) {
        return Problem.of(ProblemCode.SESSION_NOT_YOURS, detail).exception();
    }
}
