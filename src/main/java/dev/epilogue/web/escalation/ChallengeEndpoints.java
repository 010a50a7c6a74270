package dev.epilogue.web.escalation;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.EscalationDesk;
import dev.epilogue.escalation.Preflight;
import dev.epilogue.limits.Limit;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Fingerprint;
import dev.epilogue.web.http.Idempotency;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What can be protected on chain for a closure's participants, and protecting it. */
@Component
final class ChallengeEndpoints implements Endpoints {

    private static final String PATTERN = "/v1/closures/{id}/challenge";

    private final EscalationDesk desk;
    private final Bodies bodies;
    private final Idempotency idempotency;

    ChallengeEndpoints(EscalationDesk desk, Bodies bodies, Idempotency idempotency) {
        this.desk = desk;
        this.bodies = bodies;
        this.idempotency = idempotency;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATTERN, Access.application(Scope.CLOSURES_ESCALATE).withOperators(), this::report)
                        .limited(Limit.NODE_READS),
                Route.post(PATTERN, Access.application(Scope.CLOSURES_ESCALATE), this::challenge)
                        .limited(Limit.PROPOSALS));
    }

    private Mono<ServerResponse> report(ServerRequest request) {
        Query query = new Query(request);
        Preflight.Ask asked = EscalationInput.read(query);
        query.end();
        return desk.report(Callers.tenant(request), Callers.closure(request), asked)
                .flatMap(reported -> Answers.ok(ReportView.of(reported)));
    }

    private Mono<ServerResponse> challenge(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        ClosureId id = Callers.closure(request);
        return bodies.readOptional(request, EscalationInput::read)
                .flatMap(ask -> idempotency.once(
                        request,
                        new Idempotency.Call<>(
                                Fingerprint.of(
                                        id.toString(),
                                        Fields.of("challenge", ask.wanted()).put("participants", ask.participants())),
                                () -> desk.challenge(tenant, id, ask).doOnNext(ChallengeEndpoints::refuseIfImpossible),
                                reported -> reported.loaded().closure().id(),
                                ChallengeEndpoints::accepted,
                                closure -> replayed(tenant, closure, ask))));
    }

    private static void refuseIfImpossible(EscalationDesk.Reported reported) {
        if (!reported.started()) {
            throw Problem.of(
                            ProblemCode.CHALLENGE_UNAVAILABLE,
                            "Nothing can be protected on chain now; the report says why.")
                    .with("report", ReportView.of(reported))
                    .exception();
        }
    }

    private static Mono<ServerResponse> accepted(EscalationDesk.Reported reported) {
        return Answers.json(ServerResponse.status(HttpStatus.ACCEPTED), ReportView.of(reported));
    }

    private Mono<ServerResponse> replayed(TenantId tenant, ClosureId closure, Preflight.Ask ask) {
        return desk.report(tenant, closure, ask)
                .flatMap(reported -> Answers.json(
                        ServerResponse.ok().header("Idempotent-Replayed", "true"), ReportView.of(reported)));
    }
}
