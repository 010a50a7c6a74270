package dev.epilogue.web.nodes;

import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.web.http.Fields;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The configured nodes as their links see them. */
public final class NodesView {

    private NodesView() {}

    /** @param sharing names of other nodes with the key of the node of a name */
    public static Fields of(Collection<NodeStatus> nodes, Function<String, List<String>> sharing) {
        return Fields.of(
                "nodes",
                nodes.stream()
                        .map(node -> node(node).put("sharesKeyWith", sharing.apply(node.name())))
                        .toList());
    }

    /** What a tenant needs to know: which nodes there are, and whether they can be reached. */
    public static Fields names(Collection<NodeStatus> nodes) {
        return Fields.of(
                "nodes",
                nodes.stream()
                        .map(node -> name(node).put("sharesKeyWith", List.of()))
                        .toList());
    }

    /** How much others ask it for is none of a tenant's business. */
    public static Fields name(NodeStatus node) {
        return Fields.of("name", node.name())
                .put("link", node.link())
                .put("address", null)
                .put("version", null)
                .put("clockOffsetMillis", null)
                .put("requestsPerSecond", null)
                .put("connections", null)
                .put("lastHeardAt", null)
                .put("asking", node.asking())
                .put("awaySince", node.awaySince())
                .put("problem", null);
    }

    public static Fields node(NodeStatus node) {
        NodeIdentity identity = node.identity();
        return Fields.of("name", node.name())
                .put("link", node.link())
                .put("address", identity == null ? null : identity.address())
                .put("version", identity == null ? null : identity.version())
                .put("clockOffsetMillis", node.clockOffset().toMillis())
                .put("requestsPerSecond", node.requestsPerSecond())
                .put("connections", node.connections())
                .put("lastHeardAt", node.lastHeardAt())
                .put("asking", node.asking())
                .put("awaySince", node.awaySince())
                .put("problem", node.problem());
    }
}
