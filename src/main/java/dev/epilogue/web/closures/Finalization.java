package dev.epilogue.web.closures;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.store.Loaded;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.Texts;
import dev.epilogue.web.http.WebSettings;
import dev.epilogue.web.streams.Holders;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Waiting for the proof that the session is closed. The service closes it by itself: the call changes nothing. */
@Component
final class Finalization implements Endpoints {

    private final ClosureDesk desk;
    private final Bodies bodies;
    private final WebSettings settings;
    private final Holders holders;

    Finalization(ClosureDesk desk, Bodies bodies, WebSettings settings, Holders holders) {
        this.holders = holders;
        this.desk = desk;
        this.bodies = bodies;
        this.settings = settings;
    }

    /** What is waited for. */
    enum Until {
        CLOSED,
        SETTLED
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(
                "/v1/closures/{id}/finalization",
                Access.application(Scope.CLOSURES_WRITE).withLink(),
                this::finalization));
    }

    private Mono<ServerResponse> finalization(ServerRequest request) {
        Query query = new Query(request);
        Duration wait = query.wait(settings.longestWait());
        Until asked = query.one("until", Texts.oneOf(Until.class));
        query.end();
        Until until = asked == null ? Until.CLOSED : asked;
        TenantId tenant = Callers.tenant(request);
        ClosureId id = Callers.closure(request);
        return bodies.readIdly(request, Actions.Nothing::read)
                .then(holders.during(
                        request,
                        wait,
                        desk.await(tenant, id, closure -> proved(closure, until) || hopeless(closure), wait)))
                .flatMap(loaded -> answer(loaded, until));
    }

    private static Mono<ServerResponse> answer(Loaded loaded, Until until) {
        if (proved(loaded.closure(), until)) {
            return ClosureAnswers.closure(loaded);
        }
        if (hopeless(loaded.closure())) {
            return Mono.error(Problem.of(
                            ProblemCode.CLOSURE_ENDED,
                            "The closure has ended without closing the session: "
                                    + loaded.closure().status() + ".")
                    .exception());
        }
        return ClosureAnswers.closure(HttpStatus.ACCEPTED, loaded);
    }

    static boolean proved(Closure closure, Until until) {
        return switch (until) {
            case CLOSED -> closure.session().closed();
            case SETTLED -> closure.status() == ClosureStatus.SETTLED;
        };
    }

    /** Ended, and not with what is waited for. What expired or was declined may come back, but not by itself. */
    static boolean hopeless(Closure closure) {
        return closure.status().ended() && !proved(closure, Until.SETTLED);
    }
}
