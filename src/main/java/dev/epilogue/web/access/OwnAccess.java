package dev.epilogue.web.access;

import dev.epilogue.access.Access;
import dev.epilogue.access.Principal;
import dev.epilogue.credential.participant.Badge;
import dev.epilogue.credential.participant.Session;
import dev.epilogue.desk.SignInDesk;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.value.Address;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Who one is, and how to be it no longer. */
@Component
final class OwnAccess implements Endpoints {

    private final SignInDesk desk;
    private final PrincipalView view;

    OwnAccess(SignInDesk desk, PrincipalView view) {
        this.desk = desk;
        this.view = view;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/access", Access.KNOWN, this::who),
                Route.delete("/v1/access", Access.nobody().withParticipants(), this::leave),
                Route.get("/v1/access/sessions", Access.nobody().withWallet(), this::sessions),
                Route.delete("/v1/access/sessions/{sessionId}", Access.nobody().withWallet(), this::end));
    }

    private Mono<ServerResponse> who(ServerRequest request) {
        return view.of(principal(request)).flatMap(Answers::ok);
    }

    /** Ends the session and takes its cookie away. A link has no session of its own: who made it revokes it. */
    private Mono<ServerResponse> leave(ServerRequest request) {
        Principal principal = principal(request);
        Badge badge = Badge.parse(principal.subject()).orElseThrow();
        UUID session = badge.session();
        if (session == null) {
            return Mono.error(Problem.of(ProblemCode.SCOPE_MISSING, "A link is revoked by whoever made it.")
                    .exception());
        }
        return desk.end(wallet(principal), session)
                .then(ServerResponse.noContent()
                        .cookie(Cookies.gone(Cookies.name(principal.closure())))
                        .build());
    }

    private Mono<ServerResponse> sessions(ServerRequest request) {
        Principal principal = principal(request);
        UUID current = Badge.parse(principal.subject()).map(Badge::session).orElse(null);
        return desk.sessions(wallet(principal))
                .flatMap(all -> Answers.ok(Fields.of(
                        "sessions",
                        all.stream().map(session -> session(session, current)).toList())));
    }

    private static Fields session(Session session, @Nullable UUID current) {
        return Fields.of("sessionId", session.id())
                .put("current", session.id().equals(current))
                .put("createdAt", session.createdAt())
                .put("seenAt", session.seenAt())
                .put("until", session.until());
    }

    private Mono<ServerResponse> end(ServerRequest request) {
        Principal principal = principal(request);
        UUID session = LinkEndpoints.id(request, "sessionId", "There is no such session.");
        return desk.end(wallet(principal), session)
                .then(ServerResponse.noContent().build());
    }

    private static Principal principal(ServerRequest request) {
        Query query = new Query(request);
        query.cookieOf();
        query.end();
        return Callers.principal(request);
    }

    private static Address wallet(Principal principal) {
        return Objects.requireNonNull(principal.wallet());
    }
}
