package dev.epilogue.pipeline;

import dev.epilogue.closure.Lifetime;
import dev.epilogue.escalation.EscalationSettings;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.store.Away;
import org.springframework.stereotype.Component;

/** Which nodes' closures are not worth claiming now, and how long nothing of them can be decided. */
@Component
class Unreachable {

    private final NodeRegistry nodes;
    private final EscalationSettings escalation;

    Unreachable(NodeRegistry nodes, EscalationSettings escalation) {
        this.nodes = nodes;
        this.escalation = escalation;
    }

    /** As this instance sees them. */
    Away now() {
        return new Away(nodes.down(), Lifetime.SUBMIT_GRACE, escalation.nodeUnreachableFor());
    }
}
