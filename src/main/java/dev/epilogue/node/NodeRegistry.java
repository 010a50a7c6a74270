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

    /** Names of other nodes that answer with the same key, as far as they have told it yet. */
    public List<String> sharingKeyWith(String name) {
        NodeIdentity identity = known(name).status().identity();
        return identity == null
                ? List.of()
                : nodes.values().stream()
                        .map(ClearNode::status)
                        .filter(other -> !other.name().equals(name)
                                && other.identity() != null
                                && other.identity().address().equals(identity.address()))
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
        return known(name).on(budget);
    }

    private ClearNode known(String name) {
        ClearNode node = nodes.get(name);
        if (node == null) {
            throw new NodeException.Unavailable("node " + name + " is not configured any more");
        }
        return node;
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
