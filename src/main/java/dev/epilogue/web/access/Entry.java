package dev.epilogue.web.access;

import dev.epilogue.access.Principal;
import dev.epilogue.credential.participant.SessionToken;
import dev.epilogue.desk.EntryDesk.Entered;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What somebody gets who was let in. */
final class Entry {

    private Entry() {}

    /** The token goes where no script reads it. */
    static Mono<ServerResponse> withCookie(Entered entered) {
        return Answers.json(
                ServerResponse.ok().cookie(Cookies.of(entered.session(), entered.token(), Instant.now())),
                of(SessionAuthenticator.principal(entered.session()), null));
    }

    /** For clients that keep no cookies: shown once, to be sent as bearer. */
    static Mono<ServerResponse> withToken(Entered entered) {
        return Answers.ok(of(SessionAuthenticator.principal(entered.session()), entered.token()));
    }

    /** @param token null where it is known already, or nobody's business but the browser's */
    static Fields of(Principal principal, @Nullable SessionToken token) {
        return PrincipalView.of(principal).put("token", token == null ? null : token.text());
    }
}
