package dev.epilogue.access;

import dev.epilogue.closure.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * On whose behalf applications call.
 *
 * @param displayName as participants see it; set by the operator, never by the tenant itself
 * @param applications whose sessions it may close, by the node's configured name; {@code *} is every node, or every application
 * @param origins of web pages that belong to it
 * @param limits how often what may be asked, by kind; what is not named follows the deployment's own
 * @param disabled nobody gets in with its credentials
 */
public record Tenant(
        TenantId id,
        String displayName,
        Map<String, Set<String>> applications,
        List<String> origins,
        Map<String, Integer> limits,
        boolean disabled) {

    /** Every node, or every application of a node. */
    public static final String ALL = "*";

    public Tenant {
        applications = Map.copyOf(applications);
        origins = List.copyOf(origins);
        limits = Map.copyOf(limits);
    }

    /** Whether a session of this application at this node is one of the tenant's. */
    public boolean plays(String node, String application) {
        Set<String> names = at(node);
        return names.contains(ALL) || names.contains(application);
    }

    /** Whether everything at this node is its own. */
    public boolean ownsAllAt(String node) {
        return at(node).contains(ALL);
    }

    private Set<String> at(String node) {
        return applications.getOrDefault(node, applications.getOrDefault(ALL, Set.of()));
    }
}
