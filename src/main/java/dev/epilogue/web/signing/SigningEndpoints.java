package dev.epilogue.web.signing;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Decline;
import dev.epilogue.closure.DeclineProof;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.desk.SignRequest;
import dev.epilogue.desk.SigningAnswer;
import dev.epilogue.desk.SigningDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.value.Address;
import dev.epilogue.web.closures.Actions;
import dev.epilogue.web.closures.ClosureAnswers;
import dev.epilogue.web.closures.ClosureDefaults;
import dev.epilogue.web.gate.Counting;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Fingerprint;
import dev.epilogue.web.http.Idempotency;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.WebSettings;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.ServerResponse.BodyBuilder;
import reactor.core.publisher.Mono;

/** A participant says yes or no. */
@Component
final class SigningEndpoints implements Endpoints {

    private final Bodies bodies;
    private final ClosureDefaults defaults;
    private final WebSettings settings;
    private final Desks desks;
    private final Idempotency idempotency;

    /** Who does what is asked for here, and who counts what it costs. */
    @Component
    record Desks(SigningDesk signing, ClosureDesk closures, Counting counting) {

        Mono<SigningAnswer> sign(ServerRequest request, ClosureId id, SignRequest asked) {
            TenantId tenant = Callers.tenant(request);
            return counting.checked(
                    request, Callers.principal(request), Mono.defer(() -> signing.sign(tenant, id, asked)));
        }
    }

    SigningEndpoints(
            Bodies bodies, ClosureDefaults defaults, WebSettings settings, Desks desks, Idempotency idempotency) {
        this.bodies = bodies;
        this.defaults = defaults;
        this.settings = settings;
        this.desks = desks;
        this.idempotency = idempotency;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/closures/{id}/receipts",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::receipts),
                Route.post(
                                "/v1/closures/{id}/signatures",
                                Access.application(Scope.CLOSURES_WRITE).withParticipants(),
                                this::sign)
                        .limited(Limit.SIGNATURES),
                Route.post(
                                "/v1/closures/{id}/decline",
                                Access.application(Scope.CLOSURES_WRITE).withParticipants(),
                                this::decline)
                        .limited(Limit.SIGNATURES));
    }

    private Mono<ServerResponse> sign(ServerRequest request) {
        new Query(request).end();
        ClosureId id = Callers.closure(request);
        return bodies.read(request, SigningInput::read).flatMap(input -> {
            Callers.actsFor(request, input.participant());
            SignRequest asked = input.request();
            // wallets sign differently each time: another signature of the same is the same request
            Fields meaning = Fields.of("participant", input.participant()).put("round", input.round());
            if (!input.optional().isEmpty()) {
                meaning.put(
                        "optional",
                        input.optional().stream()
                                .map(SignRequest.Optional::index)
                                .sorted()
                                .toList());
            }
            return idempotency.once(
                    request,
                    new Idempotency.Call<>(
                            Fingerprint.of(id + "/signatures", meaning),
                            () -> desks.sign(request, id, asked),
                            answer -> answer.closure().id(),
                            SigningEndpoints::signed,
                            again -> desks.sign(request, id, asked).flatMap(SigningEndpoints::replayed)));
        });
    }

    /** A participant sees its own alone; whatever has become of the round since. */
    private Mono<ServerResponse> receipts(ServerRequest request) {
        Query query = new Query(request);
        Address asked = query.one("participant", Kinds.ADDRESS);
        query.end();
        Address participant = Callers.own(request, asked);
        TenantId tenant = Callers.tenant(request);
        ClosureId id = Callers.closure(request);
        return desks.closures()
                .find(tenant, id)
                .then(desks.signing().receipts(tenant, id, participant))
                .flatMap(taken -> Answers.ok(Fields.of("receipts", ReceiptsView.receipts(id, taken))));
    }

    private static Mono<ServerResponse> signed(SigningAnswer answer) {
        return receipts(ServerResponse.status(answer.repeated() ? 200 : 201), answer);
    }

    private static Mono<ServerResponse> replayed(SigningAnswer answer) {
        return receipts(ServerResponse.ok().header("Idempotent-Replayed", "true"), answer);
    }

    private static Mono<ServerResponse> receipts(BodyBuilder response, SigningAnswer answer) {
        return Answers.json(response, ReceiptsView.of(answer.closure(), answer.receipts()));
    }

    private Mono<ServerResponse> decline(ServerRequest request) {
        new Query(request).end();
        TenantId tenant = Callers.tenant(request);
        ClosureId id = Callers.closure(request);
        return bodies.read(request, body -> Actions.Refusal.read(body, defaults))
                .doOnNext(refusal -> Callers.actsFor(request, refusal.participant()))
                .flatMap(refusal -> idempotency.once(
                        request,
                        new Idempotency.Call<>(
                                Fingerprint.of(id + "/decline", meaning(refusal)),
                                () -> desks.counting()
                                        .checked(
                                                request,
                                                Callers.principal(request),
                                                Mono.defer(() -> decline(tenant, id, refusal)
                                                        .thenReturn(id))),
                                done -> done,
                                done -> desks.closures().find(tenant, done).flatMap(ClosureAnswers::closure),
                                done -> desks.closures().find(tenant, done).flatMap(ClosureAnswers::replayed))));
    }

    private Mono<?> decline(TenantId tenant, ClosureId id, Actions.Refusal refusal) {
        // the desk dates it by the database
        Decline decline = new Decline(
                refusal.participant(),
                refusal.reason(),
                Instant.EPOCH,
                refusal.counterProposal(),
                new DeclineProof(settings.publicOrigin().toString(), refusal.signature()));
        return desks.signing().decline(tenant, id, refusal.round(), decline);
    }

    private static Fields meaning(Actions.Refusal refusal) {
        return Fields.of("participant", refusal.participant())
                .put("round", refusal.round())
                .put("reason", refusal.reason())
                .put("counterProposal", Fingerprint.split(refusal.counterProposal()));
    }
}
