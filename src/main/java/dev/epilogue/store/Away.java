package dev.epilogue.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Nodes that cannot be reached. Their closures are left alone, so that an outage costs nobody any work, but for what can be decided
 * without a node.
 *
 * @param nodes by name
 * @param unsent how long after its deadline a closure is ended that could not be sent
 * @param unserved how long after the close, at the least, participants of a closure whose policy asks for it are protected on chain
 */
public record Away(List<String> nodes, Duration unsent, Duration unserved) {

    public Away {
        nodes = List.copyOf(nodes);
    }

    public static Away none() {
        return new Away(List.of(), Duration.ZERO, Duration.ZERO);
    }

    Map<String, Object> values() {
        return Map.of(
                "down", nodes.toArray(String[]::new), "unsent", unsent.toString(), "unserved", unserved.toString());
    }
}
