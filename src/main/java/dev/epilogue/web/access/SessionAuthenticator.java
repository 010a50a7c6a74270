package dev.epilogue.web.access;

import dev.epilogue.access.Principal;
import dev.epilogue.credential.participant.Badge;
import dev.epilogue.credential.participant.Session;
import dev.epilogue.credential.participant.SessionStore;
import dev.epilogue.credential.participant.SessionToken;
import dev.epilogue.tenancy.Tenants;
import dev.epilogue.web.gate.Authenticator;
import dev.epilogue.web.gate.Bearer;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A participant's session: its token in a cookie, or as bearer. A header, of whatever kind, counts before any cookie. */
@Component
@Order(20)
final class SessionAuthenticator implements Authenticator {

    private final SessionStore sessions;
    private final Tenants tenants;

    SessionAuthenticator(SessionStore sessions, Tenants tenants) {
        this.sessions = sessions;
        this.tenants = tenants;
    }

    @Override
    public boolean takes(ServerRequest request) {
        return request.headers().header("Authorization").isEmpty()
                ? Cookies.any(request)
                : Bearer.of(request)
                        .filter(token -> token.startsWith(SessionToken.PREFIX))
                        .isPresent();
    }

    @Override
    public Mono<Principal> authenticate(ServerRequest request) {
        Optional<String> bearer = Bearer.of(request);
        List<SessionToken> tokens = bearer.isPresent()
                ? bearer.flatMap(SessionToken::parse).stream().toList()
                : Cookies.tokens(request);
        return Flux.fromIterable(tokens)
                .concatMap(sessions::find, 1)
                .next()
                .map(SessionAuthenticator::principal)
                .filterWhen(principal -> LinkAuthenticator.served(tenants, principal));
    }

    static Principal principal(Session session) {
        String subject = Badge.of(session).text();
        Session.Opens opens = session.opens();
        return opens == null
                ? Principal.wallet(subject, session.wallet(), session.until())
                : Principal.link(opens.tenant(), subject, opens.closure(), session.wallet(), session.until());
    }

    @Override
    public Mono<Boolean> stands(Principal principal) {
        return Mono.justOrEmpty(Badge.parse(principal.subject()))
                .flatMap(badge -> badge.session() == null ? Mono.just(false) : sessions.stands(badge.session()))
                .defaultIfEmpty(false);
    }
}
