package dev.epilogue.escalation;

import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.work.Lookout;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells operators, once for each group, which nodes answer with one key. It is legitimate, and nothing is mixed up by it; but whoever
 * meant to configure one node under two names learns that each name has channels of its own.
 */
@Component
class SharedKeys implements Lookout {

    private static final Logger LOG = LoggerFactory.getLogger(SharedKeys.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final NodeRegistry nodes;
    private final Set<List<String>> told = ConcurrentHashMap.newKeySet();

    SharedKeys(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    @Override
    public String what() {
        return "which nodes share a key";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Mono<Void> look() {
        return Mono.fromRunnable(() -> nodes.all().stream().map(ClearNode::name).forEach(this::tell));
    }

    private void tell(String name) {
        Set<String> group = new TreeSet<>(nodes.sharingKeyWith(name));
        if (group.isEmpty()) {
            return;
        }
        group.add(name);
        if (told.add(List.copyOf(group))) {
            LOG.warn("nodes {} answer with the same key: channels of each are kept apart by its name", group);
        }
    }
}
