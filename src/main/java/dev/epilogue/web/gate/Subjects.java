package dev.epilogue.web.gate;

import dev.epilogue.access.Principal;
import dev.epilogue.access.Target;
import dev.epilogue.channel.update.ChannelUpdateId;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.store.Belongings;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Headers;
import dev.epilogue.web.http.Kind;
import dev.epilogue.web.http.Kinds;
import java.util.Optional;
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

    private static final Kind<TenantId> NAME = Kinds.text("a tenant's name", "[a-z0-9][a-z0-9-]{0,62}", TenantId::new);

    private final Belongings belongings;

    Subjects(Belongings belongings) {
        this.belongings = belongings;
    }

    /** Empty where there is no such thing, as far as this caller may know. */
    Mono<Target> of(Subject subject, ServerRequest request, Principal principal) {
        boolean ofSomebody = subject == Subject.CLOSURE || subject == Subject.CHANNEL_UPDATE;
        Optional<TenantId> named = ofSomebody ? Optional.empty() : Headers.one(request, TENANT, NAME);
        if (principal.kind() == Principal.Kind.APPLICATION) {
            named.ifPresent(tenant -> requireOwn(principal, tenant));
            return Mono.just(Target.OWN);
        }
        TenantId tenant = named.orElse(TenantId.DEFAULT);
        return switch (subject) {
            case CLOSURE -> belongings.closure(Callers.closure(request));
            case CHANNEL_UPDATE -> channelUpdate(Callers.channelUpdate(request));
            case SESSION -> session(request, principal, tenant);
            case CHANNEL -> channel(principal, tenant);
            case PARTICIPANT -> participant(request, principal, tenant);
            case OWN -> Mono.just(principal.kind() == Principal.Kind.OPERATOR ? inTheNameOf(tenant) : Target.OWN);
        };
    }

    private Mono<Target> channelUpdate(ChannelUpdateId id) {
        return belongings.channelUpdate(id.bucket(), id.uuid());
    }

    private Mono<Target> session(ServerRequest request, Principal principal, TenantId tenant) {
        SessionId session = Callers.session(request);
        ClosureId closure = principal.closure();
        Address wallet = principal.wallet();
        if (closure != null) {
            return belongings.session(session, closure);
        }
        return wallet == null ? Mono.just(inTheNameOf(tenant)) : belongings.session(session, wallet);
    }

    /** A channel is its participant's: whose this one is, the desk finds at the node. */
    private Mono<Target> channel(Principal principal, TenantId tenant) {
        ClosureId closure = principal.closure();
        Address wallet = principal.wallet();
        if (closure != null) {
            return belongings.closure(closure);
        }
        return wallet == null ? Mono.just(inTheNameOf(tenant)) : belongings.participant(wallet);
    }

    private static Mono<Target> participant(ServerRequest request, Principal principal, TenantId tenant) {
        Target participant = Target.of(Callers.participant(request));
        return Mono.just(principal.kind() == Principal.Kind.OPERATOR ? inTheNameOf(tenant) : participant);
    }

    private static Target inTheNameOf(TenantId tenant) {
        return Target.of(tenant, Set.of(), Set.of());
    }

    private static void requireOwn(Principal principal, TenantId named) {
        if (!named.equals(principal.tenant())) {
            throw Problem.of(ProblemCode.SCOPE_MISSING, "This credential belongs to another tenant than the named one.")
                    .exception();
        }
    }
}
