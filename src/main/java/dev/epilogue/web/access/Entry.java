package dev.epilogue.web.access;

import dev.epilogue.desk.EntryDesk.Entered;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Fields;
import java.time.Instant;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What somebody gets who was let in. */
final class Entry {

    private Entry() {}

    /** The token goes where no script reads it. */
    static Mono<ServerResponse> withCookie(Entered entered) {
        return Answers.json(
                ServerResponse.ok().cookie(Cookies.of(entered.session(), entered.token(), Instant.now())), who(entered));
    }

    /** For clients that keep no cookies: shown once, to be sent as bearer. */
    static Mono<ServerResponse> withToken(Entered entered) {
        return Answers.ok(who(entered).put("token", entered.token().text()));
    }

    private static Fields who(Entered entered) {
        return PrincipalView.of(SessionAuthenticator.principal(entered.session()));
    }
}
