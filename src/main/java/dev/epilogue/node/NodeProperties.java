package dev.epilogue.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The nodes that this service may talk to.
 *
 * @param nodes by the name that callers use
 * @param defaultNode which one is meant when a caller names none; needed only with several
 */
@ConfigurationProperties("epilogue")
public record NodeProperties(
        @Nullable Map<String, NodeSettings> nodes, @Nullable String defaultNode) {

    /** @throws IllegalArgumentException that lists every mistake */
    public NodeProperties {
        nodes = nodes == null ? Map.of() : new LinkedHashMap<>(nodes);
        List<String> mistakes = new ArrayList<>();
        nodes.forEach((name, settings) -> {
            if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
                mistakes.add("epilogue.nodes." + name + ": the name must be lower-case letters, digits and dashes");
            }
            settings.mistakes().forEach(mistake -> mistakes.add("epilogue.nodes." + name + "." + mistake));
        });
        if (defaultNode != null && !nodes.containsKey(defaultNode)) {
            mistakes.add("epilogue.default-node names no configured node");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
    }

    /** Where the configuration allows it: how long a lost 0.x frame settles before it is sent again. */
    public Optional<Duration> resendAfter(String node) {
        return Optional.ofNullable(Objects.requireNonNull(nodes).get(node)).map(NodeSettings::resendAfter);
    }

    /** How long the operating system may keep trying to deliver what was written; a lease must not be shorter. */
    public Duration longestUnacknowledged() {
        return Objects.requireNonNull(nodes).values().stream()
                .map(settings -> settings.timeouts().unacknowledged())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
