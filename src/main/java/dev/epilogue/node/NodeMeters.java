package dev.epilogue.node;

import dev.epilogue.node.NodeStatus.LinkState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How this instance stands with each node, by node: {@code epilogue.node.up} is 1 while it is connected, logged in and answered;
 * {@code epilogue.node.silent} while the node gives no answers, {@code epilogue.node.refused} while it is another than configured.
 */
@Component
class NodeMeters implements MeterBinder {

    private static final Map<String, LinkState> GAUGES = Map.of(
            "epilogue.node.up", LinkState.UP,
            "epilogue.node.silent", LinkState.SILENT,
            "epilogue.node.refused", LinkState.REFUSED);

    private final NodeRegistry nodes;

    NodeMeters(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        nodes.all()
                .forEach(node -> GAUGES.forEach((name, state) -> Gauge.builder(
                                name, node, each -> each.status().link() == state ? 1 : 0)
                        .tag("node", node.name())
                        .register(meters)));
    }
}
