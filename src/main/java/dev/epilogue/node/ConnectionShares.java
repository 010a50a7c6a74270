package dev.epilogue.node;

import java.util.List;
import reactor.core.publisher.Flux;

/** The connections of the configured nodes, for whoever shares them out among instances. */
public final class ConnectionShares {

    private final List<LinkedNode> nodes;

    ConnectionShares(List<LinkedNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    public List<ConnectionWish> wishes() {
        return nodes.stream().map(LinkedNode::wish).toList();
    }

    /** Names of nodes that need more now. */
    public Flux<String> needs() {
        return Flux.merge(nodes.stream().map(LinkedNode::needs).toList());
    }

    public void allow(String node, int connections) {
        nodes.stream().filter(each -> each.name().equals(node)).forEach(each -> each.allow(connections));
    }
}
