package dev.epilogue.pipeline;

import dev.epilogue.node.NodeProperties;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * What a lease fences off must not happen after it. A lease epoch guards the database; bytes that the operating system still tries
 * to deliver are guarded by nothing but the time that it tries.
 */
@Component
class LeaseRules {

    private final PipelineSettings settings;
    private final NodeProperties nodes;

    LeaseRules(PipelineSettings settings, NodeProperties nodes) {
        this.settings = settings;
        this.nodes = nodes;
    }

    /** @throws IllegalArgumentException where written bytes may outlive a lease */
    void check() {
        Duration longest = nodes.longestUnacknowledged();
        if (settings.enabled() && longest.compareTo(settings.lease()) > 0) {
            throw new IllegalArgumentException(
                    "epilogue.nodes.*.timeouts.unacknowledged (%s) must not exceed epilogue.pipeline.lease (%s)"
                            .formatted(longest, settings.lease()));
        }
    }
}
