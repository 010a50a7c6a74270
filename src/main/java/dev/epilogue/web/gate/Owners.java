package dev.epilogue.web.gate;

import dev.epilogue.access.Access;
import dev.epilogue.access.Principal;
import dev.epilogue.access.Target;
import dev.epilogue.access.Verdict;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.Belongings;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whose a closure is that a body names, not an address: the gate has not seen it. */
@Component
public final class Owners {

    private static final Access ITS_PARTICIPANTS = Access.nobody().withParticipants();

    private final Belongings belongings;

    Owners(Belongings belongings) {
        this.belongings = belongings;
    }

    /** Fails as for a closure that does not exist where the participant has no part in it. */
    public Mono<TenantId> tenant(Principal principal, ClosureId id) {
        if (principal.kind() == Principal.Kind.APPLICATION) {
            return Mono.justOrEmpty(principal.tenant());
        }
        return belongings
                .closure(id)
                .filter(target -> ITS_PARTICIPANTS.decide(principal, target) == Verdict.ALLOWED)
                .mapNotNull(Target::tenant)
                .switchIfEmpty(Mono.error(() -> Subject.CLOSURE.notFound().exception()));
    }
}
