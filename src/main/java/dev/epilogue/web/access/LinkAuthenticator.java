package dev.epilogue.web.access;

import dev.epilogue.access.Principal;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.participant.Badge;
import dev.epilogue.credential.participant.LinkStore;
import dev.epilogue.credential.participant.LinkToken;
import dev.epilogue.desk.EntryDesk;
import dev.epilogue.tenancy.Tenants;
import dev.epilogue.web.gate.Authenticator;
import dev.epilogue.web.gate.Bearer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** The token of a link, sent as bearer: by clients that keep no cookies. One for one use has to be exchanged. */
@Component
@Order(10)
final class LinkAuthenticator implements Authenticator {

    private final LinkStore links;
    private final Tenants tenants;

    LinkAuthenticator(LinkStore links, Tenants tenants) {
        this.links = links;
        this.tenants = tenants;
    }

    @Override
    public boolean takes(ServerRequest request) {
        return Bearer.of(request)
                .filter(token -> token.startsWith(LinkToken.PREFIX))
                .isPresent();
    }

    /** Who holds the token of a link that is over is told so: nobody else can have it. */
    @Override
    public Mono<Principal> authenticate(ServerRequest request) {
        return Mono.justOrEmpty(Bearer.of(request).flatMap(LinkToken::parse))
                .flatMap(links::find)
                .map(found -> {
                    if (!found.stands() || !found.link().reusable()) {
                        throw EntryDesk.expired();
                    }
                    return principal(found);
                })
                .filterWhen(principal -> served(tenants, principal));
    }

    /** Nobody comes in the name of a tenant that is served no more; a wallet comes in its own. */
    static Mono<Boolean> served(Tenants tenants, Principal principal) {
        TenantId tenant = principal.tenant();
        return tenant == null ? Mono.just(true) : tenants.admitted(tenant).hasElement();
    }

    static Principal principal(LinkStore.Found found) {
        return Principal.link(
                found.tenant(),
                Badge.of(found.link()).text(),
                found.closure(),
                found.link().participant(),
                found.until());
    }

    @Override
    public Mono<Boolean> stands(Principal principal) {
        return Mono.justOrEmpty(Badge.parse(principal.subject()))
                .flatMap(badge -> badge.link() == null || principal.closure() == null
                        ? Mono.just(false)
                        : links.stands(principal.closure(), badge.link()))
                .defaultIfEmpty(false);
    }
}
