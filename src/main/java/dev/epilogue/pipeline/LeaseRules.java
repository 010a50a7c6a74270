package dev.epilogue.pipeline;

import dev.epilogue.channel.update.ChannelUpdateSettings;
import dev.epilogue.node.NodeProperties;
import dev.epilogue.work.WorkSettings;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * What a lease fences off must not happen after it. A lease epoch guards the database; bytes that the operating system still tries
 * to deliver are guarded by nothing but the time that it tries.
 */
@Component
class LeaseRules {

    private final PipelineSettings settings;
    private final WorkSettings work;
    private final ChannelUpdateSettings updates;
    private final NodeProperties nodes;

    LeaseRules(PipelineSettings settings, WorkSettings work, ChannelUpdateSettings updates, NodeProperties nodes) {
        this.settings = settings;
        this.work = work;
        this.updates = updates;
        this.nodes = nodes;
    }

    /** @throws IllegalArgumentException where written bytes may outlive a lease, or a lease leaves no time to send */
    void check() {
        if (settings.enabled()) {
            fence("epilogue.pipeline.lease", settings.lease());
        }
        if (work.enabled()) {
            fence("epilogue.work.lease", work.lease());
            if (updates.sendMargin().compareTo(work.lease()) >= 0) {
                throw new IllegalArgumentException(
                        "epilogue.channels.updates.send-margin (%s) must be shorter than epilogue.work.lease (%s)"
                                .formatted(updates.sendMargin(), work.lease()));
            }
        }
    }

    private void fence(String name, Duration lease) {
        Duration longest = nodes.longestUnacknowledged();
        if (longest.compareTo(lease) > 0) {
            throw new IllegalArgumentException("epilogue.nodes.*.timeouts.unacknowledged (%s) must not exceed %s (%s)"
                    .formatted(longest, name, lease));
        }
    }
}
