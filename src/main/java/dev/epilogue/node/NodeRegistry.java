package dev.epilogue.node;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The configured nodes by name. */
public final class NodeRegistry {

    private final Map<String, ClearNode> nodes = new LinkedHashMap<>();
    private final @Nullable String defaultName;

    /** @param defaultName null where no name stands out */
    public NodeRegistry(Collection<? extends ClearNode> nodes, @Nullable String defaultName) {
        nodes.forEach(node -> this.nodes.put(node.name(), node));
        this.defaultName = defaultName;
    }

    public List<ClearNode> all() {
        return List.copyOf(nodes.values());
    }

    /** Names of the nodes that are of no use at present: not reached, silent, or not those that were configured. */
    public List<String> down() {
        return nodes.values().stream()
                .map(ClearNode::status)
                .filter(status -> status.link().away())
                .map(NodeStatus::name)
                .toList();
    }

    /**
     * The node of a closure that was stored under this name.
     *
     * @param budget what its calls are for
     * @throws NodeException.Unavailable when the configuration no longer has it
     */
    public ClearNode of(String name, Budget budget) {
        ClearNode node = nodes.get(name);
        if (node == null) {
            throw new NodeException.Unavailable("node " + name + " is not configured any more");
        }
        return node.on(budget);
    }

    /**
     * The node of that name; without a name the default one, or the only one.
     *
     * @return empty when the name is not configured, or when there is none to choose by
     */
    public Optional<ClearNode> find(@Nullable String name) {
        String wanted = name != null ? name : defaultName;
        if (wanted != null) {
            return Optional.ofNullable(nodes.get(wanted));
        }
        return nodes.size() == 1 ? Optional.of(nodes.values().iterator().next()) : Optional.empty();
    }
}
