package dev.epilogue.web.closures;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Operators;
import dev.epilogue.closure.Subject;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.store.Loaded;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Fingerprint;
import dev.epilogue.web.http.Idempotency;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What an application does with its closure: more time, another split, no closure at all. */
@Component
final class ClosureActions implements Endpoints {

    private final ClosureDesk desk;
    private final Bodies bodies;
    private final ClosureDefaults defaults;
    private final Idempotency idempotency;

    ClosureActions(ClosureDesk desk, Bodies bodies, ClosureDefaults defaults, Idempotency idempotency) {
        this.desk = desk;
        this.bodies = bodies;
        this.defaults = defaults;
        this.idempotency = idempotency;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/closures/{id}/extension", Access.application(Scope.CLOSURES_WRITE), this::extend)
                        .limited(Limit.PROPOSALS),
                Route.post("/v1/closures/{id}/cancellation", Access.application(Scope.CLOSURES_WRITE), this::cancel)
                        .limited(Limit.PROPOSALS),
                Route.post(
                                "/v1/closures/{id}/rounds",
                                Access.application(Scope.CLOSURES_WRITE).withWallet(),
                                this::counterPropose)
                        .limited(Limit.PROPOSALS),
                Route.post("/v1/closures/{id}/parking", Access.OPERATOR, this::park),
                Route.post("/v1/closures/{id}/resumption", Access.OPERATOR, this::resume),
                Route.post("/v1/closures/{id}/reconciliation", Access.OPERATOR, this::reconcile));
    }

    /** A closure to do something with. */
    private record Target(TenantId tenant, ClosureId id, Optional<Long> ifRevision) {}

    private Mono<ServerResponse> extend(ServerRequest request) {
        Target target = target(request);
        return bodies.read(request, Actions.Extension::read)
                .flatMap(asked -> act(
                        request,
                        target,
                        Fields.of("extension", asked.by()).put("newRound", asked.newRound()),
                        desk.extend(target.tenant(), target.id(), asked.by(), asked.newRound(), target.ifRevision()),
                        ClosureAnswers::closure));
    }

    private Mono<ServerResponse> cancel(ServerRequest request) {
        Target target = target(request);
        return bodies.readOptional(request, Actions.Reason::read)
                .flatMap(asked -> act(
                        request,
                        target,
                        Fields.of("cancellation", asked.reason()),
                        desk.cancel(target.tenant(), target.id(), asked.reason(), target.ifRevision()),
                        ClosureAnswers::closure));
    }

    private Mono<ServerResponse> counterPropose(ServerRequest request) {
        Target target = target(request);
        return bodies.read(request, body -> Actions.CounterProposal.read(body, defaults))
                .flatMap(asked -> act(
                        request,
                        target,
                        Fields.of("round", asked.basedOnRound())
                                .put("finalState", Fingerprint.state(asked.state()))
                                .put("reason", asked.reason()),
                        counterPropose(target, asked),
                        ClosureAnswers::created));
    }

    private Mono<Loaded> counterPropose(Target target, Actions.CounterProposal asked) {
        return desk.find(target.tenant(), target.id())
                .doOnNext(loaded -> checkBelongs(asked, loaded))
                .flatMap(loaded -> desk.counterPropose(
                        target.tenant(),
                        target.id(),
                        new ClosureDesk.CounterProposal(asked.basedOnRound(), asked.state(), asked.reason()),
                        target.ifRevision()));
    }

    /** Everything that a final state can say about its session stands in the closure. */
    private static void checkBelongs(Actions.CounterProposal asked, Loaded loaded) {
        Subject subject = loaded.closure().subject();
        asked.finalState().checkBelongsTo(subject.sessionId(), subject.node());
        asked.finalState().claims().check(subject);
    }

    private Mono<ServerResponse> park(ServerRequest request) {
        Target target = target(request);
        return bodies.readOptional(request, Actions.Reason::read)
                .flatMap(asked -> act(
                        request,
                        target,
                        Fields.of("parking", asked.reason()),
                        desk.park(target.tenant(), target.id(), by(request, "parking", asked)),
                        ClosureAnswers::closure));
    }

    private Mono<ServerResponse> resume(ServerRequest request) {
        Target target = target(request);
        return bodies.readOptional(request, Actions.Reason::read)
                .flatMap(asked -> act(
                        request,
                        target,
                        Fields.of("resumption", asked.reason().isEmpty() ? null : asked.reason()),
                        desk.resume(target.tenant(), target.id(), by(request, "resumption", asked)),
                        ClosureAnswers::closure));
    }

    private Mono<ServerResponse> reconcile(ServerRequest request) {
        Target target = target(request);
        return bodies.readOptional(request, Actions.Reason::read)
                .flatMap(asked -> act(
                        request,
                        target,
                        Fields.of("reconciliation", asked.reason().isEmpty() ? null : asked.reason()),
                        desk.reconcile(target.tenant(), target.id(), by(request, "reconciliation", asked)),
                        ClosureAnswers::closure));
    }

    private static Operators.Act by(ServerRequest request, String action, Actions.Reason asked) {
        return new Operators.Act(Callers.principal(request).subject(), action, asked.reason());
    }

    private Mono<ServerResponse> act(
            ServerRequest request,
            Target target,
            Fields meaning,
            Mono<Loaded> action,
            Function<Loaded, Mono<ServerResponse>> answer) {
        return idempotency.once(
                request,
                new Idempotency.Call<>(
                        Fingerprint.of(target.id().toString(), meaning),
                        () -> action,
                        loaded -> loaded.closure().id(),
                        answer,
                        id -> desk.find(target.tenant(), id).flatMap(ClosureAnswers::replayed)));
    }

    private static Target target(ServerRequest request) {
        new Query(request).end();
        return new Target(Callers.tenant(request), Callers.closure(request), Callers.ifMatch(request));
    }
}
