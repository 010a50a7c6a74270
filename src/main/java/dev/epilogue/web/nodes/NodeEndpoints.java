package dev.epilogue.web.nodes;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.desk.PublishedKeys;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The configured nodes, and the keys by which receipts are verified. */
@Component
final class NodeEndpoints implements Endpoints {

    private final NodeRegistry nodes;
    private final PublishedKeys keys;

    NodeEndpoints(NodeRegistry nodes, PublishedKeys keys) {
        this.nodes = nodes;
        this.keys = keys;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/nodes", Access.application(Scope.CLOSURES_READ).withOperators(), this::nodes),
                Route.get("/.well-known/jwks.json", Access.PUBLIC, this::keys));
    }

    private Mono<ServerResponse> nodes(ServerRequest request) {
        new Query(request).end();
        List<NodeStatus> all = nodes.all().stream().map(ClearNode::status).toList();
        return Answers.ok(
                Callers.principal(request).operates()
                        ? NodesView.of(all, nodes::sharingKeyWith)
                        : NodesView.names(all));
    }

    private Mono<ServerResponse> keys(ServerRequest request) {
        return Answers.ok(Fields.of("keys", keys.all()));
    }
}
