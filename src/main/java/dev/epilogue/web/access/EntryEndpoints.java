package dev.epilogue.web.access;

import dev.epilogue.access.Access;
import dev.epilogue.access.Principal;
import dev.epilogue.credential.participant.Badge;
import dev.epilogue.credential.participant.HandoverCode;
import dev.epilogue.credential.participant.LinkToken;
import dev.epilogue.credential.participant.Session;
import dev.epilogue.desk.EntryDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.gate.Bearer;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.WebSettings;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Exchanges a link, or a code for one, for a session. Reading a link's page consumes nothing: only these calls do. */
@Component
final class EntryEndpoints implements Endpoints {

    private final EntryDesk desk;
    private final Bodies bodies;
    private final WebSettings settings;
    private final Entry entry;

    EntryEndpoints(EntryDesk desk, Bodies bodies, WebSettings settings, Entry entry) {
        this.desk = desk;
        this.bodies = bodies;
        this.settings = settings;
        this.entry = entry;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/access/link", Access.PUBLIC, this::exchange).limited(Limit.SIGN_INS),
                Route.post("/v1/access/handover", Access.nobody().withLink(), this::offer)
                        .limited(Limit.PROPOSALS),
                Route.post("/v1/access/handover/{code}", Access.PUBLIC, this::redeem)
                        .limited(Limit.SIGN_INS));
    }

    private Mono<ServerResponse> exchange(ServerRequest request) {
        new Query(request).end();
        LinkToken token = Bearer.of(request).flatMap(LinkToken::parse).orElseThrow(EntryEndpoints::noLink);
        return bodies.readOptional(request, EntryInput.Exchange::read)
                .flatMap(wanted -> wanted.cookie()
                        ? desk.exchange(token).flatMap(entered -> entry.of(entered, true))
                        : desk.look(token).flatMap(link -> entry.of(LinkAuthenticator.principal(link))));
    }

    private Mono<ServerResponse> offer(ServerRequest request) {
        Query query = new Query(request);
        query.cookieOf();
        query.end();
        Principal principal = Callers.principal(request);
        return bodies.readOptional(request, EntryInput.Nothing::read)
                .flatMap(nothing -> desk.offer(
                        opens(principal),
                        Objects.requireNonNull(principal.wallet()),
                        Objects.requireNonNull(principal.until())))
                .flatMap(offered -> Answers.json(ServerResponse.status(201), view(offered)));
    }

    private Fields view(EntryDesk.Offered offered) {
        String code = offered.code().text();
        String url = settings.publicOrigin() + "/s/h/" + code;
        return Fields.of("url", url)
                .put("code", code)
                .put("expiresAt", offered.expiresAt())
                .put("qr", QrPicture.of(url));
    }

    private static Session.Opens opens(Principal principal) {
        return Badge.parse(principal.subject())
                .map(Badge::link)
                .map(link -> new Session.Opens(
                        Objects.requireNonNull(principal.tenant()), Objects.requireNonNull(principal.closure()), link))
                .orElseThrow(() -> new IllegalStateException("a link without a link"));
    }

    private Mono<ServerResponse> redeem(ServerRequest request) {
        new Query(request).end();
        HandoverCode code = HandoverCode.parse(request.pathVariable("code")).orElseThrow(EntryDesk::expired);
        return bodies.readOptional(request, EntryInput.Exchange::read)
                .flatMap(wanted -> desk.redeem(code).flatMap(entered -> entry.of(entered, wanted.cookie())));
    }

    private static RuntimeException noLink() {
        return Problem.of(ProblemCode.UNAUTHENTICATED, "Send the token of the link as bearer.")
                .exception();
    }
}
