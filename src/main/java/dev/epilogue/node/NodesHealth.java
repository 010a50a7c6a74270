package dev.epilogue.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * How each node stands, as a detail of the health. A node that is away is no reason to restart an instance or to take callers
 * elsewhere: the status is never worse than unknown.
 */
@Component("nodeLinks")
class NodesHealth implements HealthIndicator {

    private final NodeRegistry nodes;

    NodesHealth(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    @Override
    public Health health() {
        Map<String, Object> details = new LinkedHashMap<>();
        boolean allUp = true;
        for (ClearNode node : nodes.all()) {
            NodeStatus status = node.status();
            allUp &= status.link() == NodeStatus.LinkState.UP;
            details.put(node.name(), described(status));
        }
        return (allUp ? Health.up() : Health.unknown()).withDetails(details).build();
    }

    private static Map<String, Object> described(NodeStatus status) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("link", status.link());
        if (status.problem() != null) {
            described.put("problem", status.problem());
        }
        return described;
    }
}
