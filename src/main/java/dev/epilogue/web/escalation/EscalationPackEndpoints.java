package dev.epilogue.web.escalation;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.escalation.ChannelFinder;
import dev.epilogue.escalation.PackDeposits;
import dev.epilogue.escalation.Watch;
import dev.epilogue.escalation.Watches;
import dev.epilogue.limits.Limit;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.NodeChoice;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What a participant leaves with us for the day when its node does not answer. */
@Component
final class EscalationPackEndpoints implements Endpoints {

    private final ChannelFinder channels;
    private final PackDeposits packs;
    private final Watches watches;
    private final Bodies bodies;
    private final NodeChoice nodes;

    EscalationPackEndpoints(
            ChannelFinder channels, PackDeposits packs, Watches watches, Bodies bodies, NodeChoice nodes) {
        this.channels = channels;
        this.packs = packs;
        this.watches = watches;
        this.bodies = bodies;
        this.nodes = nodes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/channels/{channelId}/escalation-pack",
                                Access.application(Scope.CLOSURES_ESCALATE)
                                        .withParticipants()
                                        .withOperators(),
                                this::offer)
                        .limited(Limit.NODE_READS),
                Route.post(
                                "/v1/channels/{channelId}/escalation-pack",
                                Access.application(Scope.CLOSURES_ESCALATE).withParticipants(),
                                this::deposit)
                        .limited(Limit.PROPOSALS),
                Route.get(
                        "/v1/channels/{channelId}/watch",
                        Access.application(Scope.CLOSURES_ESCALATE).withOperators(),
                        this::watch),
                Route.post("/v1/channels/{channelId}/watch", Access.application(Scope.CLOSURES_ESCALATE), this::enrol)
                        .limited(Limit.PROPOSALS));
    }

    private record Target(
            TenantId tenant,
            String node,
            Hash32 channel,
            @Nullable Address participant) {}

    private Mono<ServerResponse> offer(ServerRequest request) {
        return find(target(request)).flatMap(packs::offer).flatMap(offer -> Answers.ok(PackView.of(offer)));
    }

    private Mono<ServerResponse> deposit(ServerRequest request) {
        Target target = target(request);
        return bodies.read(request, EscalationInput.Deposit::read)
                .doOnNext(given -> Callers.own(request, given.participant()))
                .flatMap(given -> find(target, given.participant())
                        .flatMap(channel -> packs.deposit(channel, given.signature(), given.epoch(), given.version())))
                .flatMap(offer -> Answers.json(ServerResponse.status(HttpStatus.CREATED), PackView.of(offer)));
    }

    private Mono<ServerResponse> watch(ServerRequest request) {
        return find(target(request))
                .flatMap(channel -> watches.find(channel)
                        .map(watch -> PackView.watch(channel, watch))
                        .defaultIfEmpty(PackView.watch(channel, null)))
                .flatMap(Answers::ok);
    }

    private Mono<ServerResponse> enrol(ServerRequest request) {
        Target target = target(request);
        return bodies.read(request, EscalationInput.Watched::read)
                .flatMap(given -> find(target, given.participant())
                        .flatMap(channel -> given.watched()
                                ? watches.enrol(channel, Watch.EnrolledBy.REQUEST)
                                        .map(watch -> PackView.watch(channel, watch))
                                : watches.leave(channel).thenReturn(PackView.watch(channel, null))))
                .flatMap(Answers::ok);
    }

    private Mono<PackDeposits.Channel> find(Target target) {
        return find(target, target.participant());
    }

    private Mono<PackDeposits.Channel> find(Target target, @Nullable Address participant) {
        return channels.find(
                target.tenant(),
                target.node(),
                target.channel(),
                participant == null ? target.participant() : participant);
    }

    private Target target(ServerRequest request) {
        Query query = new Query(request);
        String node = query.text("node");
        Address participant = query.one("participant", Kinds.ADDRESS);
        query.text("asset");
        query.end();
        return new Target(
                Callers.tenant(request),
                nodes.choose(node),
                Callers.channel(request),
                Callers.own(request, participant));
    }
}
