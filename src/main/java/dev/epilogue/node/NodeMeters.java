package dev.epilogue.node;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** {@code epilogue.node.up} by node: 1 while this instance is connected to it and logged in. */
@Component
class NodeMeters implements MeterBinder {

    private final NodeRegistry nodes;

    NodeMeters(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        nodes.all()
                .forEach(node -> Gauge.builder("epilogue.node.up", node, NodeMeters::up)
                        .tag("node", node.name())
                        .register(meters));
    }

    private static double up(ClearNode node) {
        return node.status().link() == NodeStatus.LinkState.UP ? 1 : 0;
    }
}
