package dev.epilogue.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A client for each configured node, of the dialect that it speaks. */
@Configuration(proxyBeanMethods = false)
class NodeConfiguration {

    /** Clients that this configuration made itself; other {@link ClearNode} beans are not ours to start. */
    record ConfiguredNodes(List<LinkedNode> nodes) {}

    @Bean
    ConfiguredNodes configuredNodes(NodeProperties properties, List<NodeClients> dialects) {
        Map<String, NodeClients> byDialect =
                dialects.stream().collect(Collectors.toMap(NodeClients::dialect, Function.identity()));
        List<LinkedNode> nodes = new ArrayList<>();
        Objects.requireNonNull(properties.nodes()).forEach((name, settings) -> {
            NodeClients clients = byDialect.get(String.valueOf(settings.dialect()));
            if (clients == null) {
                throw new IllegalArgumentException(
                        "epilogue.nodes." + name + ".dialect: this build does not speak " + settings.dialect());
            }
            nodes.add(clients.client(name, settings));
        });
        return new ConfiguredNodes(nodes);
    }

    @Bean
    NodeRegistry nodeRegistry(ConfiguredNodes configured, NodeProperties properties) {
        return new NodeRegistry(configured.nodes(), properties.defaultNode());
    }

    @Bean
    LastFrames lastFrames(ConfiguredNodes configured) {
        return new LastFrames(configured.nodes());
    }

    @Bean
    ConnectionShares connectionShares(ConfiguredNodes configured) {
        return new ConnectionShares(configured.nodes());
    }

    @Bean
    NodeLifecycle nodeLifecycle(ConfiguredNodes configured) {
        return new NodeLifecycle(configured.nodes());
    }
}
