package dev.epilogue.web.channels;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.channel.update.ChannelUpdateId;
import dev.epilogue.channel.update.UpdateSignRequest;
import dev.epilogue.channel.update.UpdateSigning;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ChannelUpdateDesk;
import dev.epilogue.desk.SignRequest;
import dev.epilogue.desk.UpdateSigningDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.web.gate.Counting;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Fingerprint;
import dev.epilogue.web.http.Idempotency;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.NodeChoice;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.Texts;
import dev.epilogue.web.signing.SigningInput;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** One channel brought to where a close, or somebody, wants it; and what its participant signs for that. */
@Component
final class ChannelUpdateEndpoints implements Endpoints {

    private final Bodies bodies;
    private final NodeChoice nodes;
    private final ChannelUpdateDesk desk;
    private final Signing signing;
    private final Idempotency idempotency;

    /** Who takes signatures, and who counts what it costs. */
    @Component
    record Signing(UpdateSigningDesk desk, Counting counting) {

        Mono<UpdateSigning.Answer> sign(ServerRequest request, ChannelUpdateId id, UpdateSignRequest asked) {
            TenantId tenant = Callers.tenant(request);
            return counting.checked(
                    request, Callers.principal(request), Mono.defer(() -> desk.sign(tenant, id, asked)));
        }
    }

    ChannelUpdateEndpoints(
            Bodies bodies, NodeChoice nodes, ChannelUpdateDesk desk, Signing signing, Idempotency idempotency) {
        this.bodies = bodies;
        this.nodes = nodes;
        this.desk = desk;
        this.signing = signing;
        this.idempotency = idempotency;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/channels/{channelId}/update", Access.application(Scope.CLOSURES_WRITE), this::update)
                        .limited(Limit.PROPOSALS),
                Route.get(
                        "/v1/channel-updates/{id}",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::find),
                Route.get(
                        "/v1/channel-updates/{id}/payloads",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::payloads),
                Route.get(
                        "/v1/channel-updates/{id}/receipts",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::receipts),
                Route.post(
                                "/v1/channel-updates/{id}/signatures",
                                Access.application(Scope.CLOSURES_WRITE).withParticipants(),
                                this::sign)
                        .limited(Limit.SIGNATURES));
    }

    /** Asking twice for the same is asking once, with or without a key. */
    private Mono<ServerResponse> update(ServerRequest request) {
        Query query = new Query(request);
        String node = query.text("node");
        Address participant = query.one("participant", Kinds.ADDRESS);
        String asset = query.one("asset", Texts.line(1, 200));
        query.end();
        TenantId tenant = Callers.tenant(request);
        Hash32 channel = Callers.channel(request);
        return bodies.read(request, ChannelUpdateInput::read)
                .flatMap(input -> desk.update(
                        tenant,
                        new ChannelUpdateDesk.Wish(
                                nodes.choose(node), channel, participant, asset, input.mode(), input.closureId())))
                .flatMap(outcome -> answer(tenant, outcome, ServerResponse.status(outcome.settled() ? 200 : 202)));
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        new Query(request).end();
        return desk.find(Callers.tenant(request), Callers.channelUpdate(request))
                .flatMap(outcome -> answer(Callers.tenant(request), outcome, ServerResponse.ok()));
    }

    private Mono<ServerResponse> payloads(ServerRequest request) {
        new Query(request).end();
        return desk.load(Callers.tenant(request), Callers.channelUpdate(request))
                .flatMap(loaded -> Answers.ok(ChannelUpdateView.payloads(loaded.update(), loaded.now())));
    }

    /** Of everything that was ever signed for it. */
    private Mono<ServerResponse> receipts(ServerRequest request) {
        new Query(request).end();
        return desk.load(Callers.tenant(request), Callers.channelUpdate(request))
                .map(loaded -> ChannelUpdateView.receipts(
                        loaded.update(), loaded.update().progress().signatures()))
                .flatMap(Answers::ok);
    }

    private Mono<ServerResponse> sign(ServerRequest request) {
        new Query(request).end();
        ChannelUpdateId id = Callers.channelUpdate(request);
        return bodies.read(request, SigningInput::read).flatMap(input -> {
            Callers.actsFor(request, input.participant());
            UpdateSignRequest asked = asked(input);
            Fields meaning = Fields.of("participant", input.participant())
                    .put("round", input.round())
                    .put("required", input.signatures().size())
                    .put(
                            "optional",
                            input.optional().stream()
                                    .map(SignRequest.Optional::index)
                                    .sorted()
                                    .toList());
            return idempotency.once(
                    request,
                    new Idempotency.Call<>(
                            Fingerprint.of(id + "/signatures", meaning),
                            () -> signing.sign(request, id, asked),
                            answer -> new ClosureId(answer.update().id().uuid()),
                            answer -> Answers.json(
                                    ServerResponse.status(answer.repeated() ? 200 : 201),
                                    ChannelUpdateView.receipts(answer.update(), answer.receipts())),
                            again -> signing.sign(request, id, asked)
                                    .flatMap(answer -> Answers.json(
                                            ServerResponse.ok().header("Idempotent-Replayed", "true"),
                                            ChannelUpdateView.receipts(answer.update(), answer.receipts())))));
        });
    }

    private static UpdateSignRequest asked(SigningInput input) {
        if (input.mandate() != null) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "mandate", "Only the wallet itself signs for its channel.")
                    .exception();
        }
        return new UpdateSignRequest(
                input.participant(),
                input.round(),
                input.signatures(),
                input.optional().stream()
                        .map(one -> new UpdateSignRequest.Optional(one.index(), one.signature()))
                        .toList());
    }

    private Mono<ServerResponse> answer(
            TenantId tenant, ChannelUpdateDesk.Outcome outcome, ServerResponse.BodyBuilder response) {
        return desk.allocation(tenant, outcome)
                .map(ChannelView::of)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(shown -> Answers.json(response, ChannelUpdateView.of(outcome, shown.orElse(null))));
    }
}
