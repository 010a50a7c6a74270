package dev.epilogue.web.access;

import dev.epilogue.access.Principal;
import dev.epilogue.credential.participant.SessionToken;
import dev.epilogue.desk.EntryDesk.Entered;
import dev.epilogue.web.http.Answers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.ServerResponse.BodyBuilder;
import reactor.core.publisher.Mono;

/** What somebody gets who was let in. */
@Component
final class Entry {

    private final PrincipalView view;

    Entry(PrincipalView view) {
        this.view = view;
    }

    /** @param cookie whether the token goes where no script reads it; else it is shown, once, to be sent as bearer */
    Mono<ServerResponse> of(Entered entered, boolean cookie) {
        Principal principal = SessionAuthenticator.principal(entered.session());
        return cookie
                ? answer(
                        ServerResponse.ok().cookie(Cookies.of(entered.session(), entered.token(), Instant.now())),
                        principal,
                        null)
                : answer(ServerResponse.ok(), principal, entered.token());
    }

    /** For who goes on with what it came with. */
    Mono<ServerResponse> of(Principal principal) {
        return answer(ServerResponse.ok(), principal, null);
    }

    /** @param token null where it is known already, or nobody's business but the browser's */
    private Mono<ServerResponse> answer(BodyBuilder response, Principal principal, @Nullable SessionToken token) {
        return view.of(principal)
                .flatMap(fields -> Answers.json(response, fields.put("token", token == null ? null : token.text())));
    }
}
