package dev.epilogue.web.channels;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.desk.ChannelDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.NodeChoice;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Channels: what a participant has at a node, off and on chain. */
@Component
final class ChannelEndpoints implements Endpoints {

    private final ChannelDesk desk;
    private final NodeChoice nodes;

    ChannelEndpoints(ChannelDesk desk, NodeChoice nodes) {
        this.desk = desk;
        this.nodes = nodes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/channels/{channelId}/allocation",
                                Access.application(Scope.CLOSURES_READ)
                                        .withParticipants()
                                        .withOperators(),
                                this::allocation)
                        .limited(Limit.NODE_READS),
                Route.get(
                                "/v1/sessions/{sessionId}/channels",
                                Access.application(Scope.CLOSURES_READ)
                                        .withParticipants()
                                        .withOperators(),
                                this::ofSession)
                        .limited(Limit.NODE_READS));
    }

    private Mono<ServerResponse> allocation(ServerRequest request) {
        Query query = new Query(request);
        String node = query.text("node");
        Address participant = query.one("participant", Kinds.ADDRESS);
        String asset = query.text("asset");
        query.end();
        Hash32 channel = Callers.channel(request);
        return desk.allocation(
                        Callers.tenant(request), nodes.choose(node), channel, Callers.own(request, participant), asset)
                .flatMap(shown -> Answers.ok(ChannelView.of(shown)));
    }

    private Mono<ServerResponse> ofSession(ServerRequest request) {
        Query query = new Query(request);
        String node = query.text("node");
        query.end();
        return desk.ofSession(Callers.tenant(request), nodes.choose(node), Callers.session(request))
                .map(ChannelView::of)
                .collectList()
                .flatMap(all -> Answers.ok(Fields.of("channels", all)));
    }
}
