package dev.epilogue.web.gate;

import dev.epilogue.access.Principal;
import dev.epilogue.access.Target;
import dev.epilogue.channel.update.ChannelUpdateId;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.Belongings;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.http.Callers;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * What a request is about. An application's desks look within its tenant and find what is not its own as little as what does not
 * exist, so that nothing is looked up twice; who acts over tenants needs to be told whose the thing is.
 */
@Component
final class Subjects {

    /** In whose name an operator looks at what belongs to no tenant. */
    private static final String TENANT = "Epilogue-Tenant";

    private final Belongings belongings;

    Subjects(Belongings belongings) {
        this.belongings = belongings;
    }

    /** Empty where there is no such thing, as far as this caller may know. */
    Mono<Target> of(Subject subject, ServerRequest request, Principal principal) {
        if (principal.kind() == Principal.Kind.APPLICATION) {
            return Mono.just(Target.OWN);
        }
        return switch (subject) {
            case CLOSURE -> belongings.closure(Callers.closure(request));
            case CHANNEL_UPDATE -> channelUpdate(Callers.channelUpdate(request));
            case SESSION -> session(request, principal);
            case CHANNEL -> channel(request, principal);
            case PARTICIPANT -> participant(request, principal);
            case OWN -> Mono.just(principal.kind() == Principal.Kind.OPERATOR ? named(request) : Target.OWN);
        };
    }

    private Mono<Target> channelUpdate(ChannelUpdateId id) {
        return belongings.channelUpdate(id.bucket(), id.uuid());
    }

    private Mono<Target> session(ServerRequest request, Principal principal) {
        SessionId session = Callers.session(request);
        ClosureId closure = principal.closure();
        Address wallet = principal.wallet();
        if (closure != null) {
            return belongings.session(session, closure);
        }
        return wallet == null ? Mono.just(named(request)) : belongings.session(session, wallet);
    }

    /** A channel is its participant's: whose this one is, the desk finds at the node. */
    private Mono<Target> channel(ServerRequest request, Principal principal) {
        ClosureId closure = principal.closure();
        Address wallet = principal.wallet();
        if (closure != null) {
            return belongings.closure(closure);
        }
        return Mono.just(wallet == null ? named(request) : Target.of(wallet));
    }

    private static Mono<Target> participant(ServerRequest request, Principal principal) {
        Target participant = Target.of(Callers.participant(request));
        return Mono.just(principal.kind() == Principal.Kind.OPERATOR ? named(request) : participant);
    }

    private static Target named(ServerRequest request) {
        String tenant = request.headers().firstHeader(TENANT);
        return Target.of(tenant == null ? TenantId.DEFAULT : new TenantId(tenant), Set.of(), Set.of());
    }
}
