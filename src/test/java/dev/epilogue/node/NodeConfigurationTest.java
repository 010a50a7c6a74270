package dev.epilogue.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.link.ScriptedServer;
import dev.epilogue.node.nitronode.NitronodeClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

class NodeConfigurationTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(NodeProperties.class)
    @ComponentScan(basePackageClasses = {NodeConfiguration.class, NitronodeClient.class})
    static class Application {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Application.class);

    private static final String CONFIG =
            "[2,%s,\"node.v1.get_config\",{\"node_address\":\"0x15d34aaf54267db7d7c367839aaf71a00a2c6a65\",\"node_version\":\"v1.4.1\"},1767225600000]";

    @Test
    void configuredNodesAreConnectedWhileTheApplicationRuns() {
        try (ScriptedServer server =
                new ScriptedServer((peer, text) -> peer.answer(CONFIG.formatted(text.split(",", 3)[1])))) {
            runner.withPropertyValues(
                            "epilogue.nodes.main.url=" + server.url(), "epilogue.nodes.main.dialect=nitronode-v1")
                    .run(context -> {
                        ClearNode node =
                                context.getBean(NodeRegistry.class).find(null).orElseThrow();
                        await().until(() -> node.status().link() == LinkState.UP);

                        context.getBean(NodeLifecycle.class).stop();
                        await().until(() -> node.status().connections() == 0);
                        context.getBean(NodeLifecycle.class).start();
                        await().until(() -> node.status().link() == LinkState.UP);
                    });
        }
    }

    @Test
    void applicationStartsWithoutTheNode() {
        runner.withPropertyValues(
                        "epilogue.nodes.main.url=ws://127.0.0.1:1/ws", "epilogue.nodes.main.dialect=nitronode-v1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    ClearNode node = context.getBean(NodeRegistry.class).of("main", Budget.WORK);
                    await().atMost(Duration.ofSeconds(5))
                            .until(() -> node.status().problem() != null);
                    assertThat(node.status().link()).isNotEqualTo(LinkState.UP);
                });
    }

    @Test
    void nodeIsChosenByNameOrBecauseItIsTheOnlyOne() {
        runner.withPropertyValues(
                        "epilogue.nodes.one.url=ws://127.0.0.1:1/ws",
                        "epilogue.nodes.one.dialect=nitronode-v1",
                        "epilogue.nodes.two.url=ws://127.0.0.1:1/ws",
                        "epilogue.nodes.two.dialect=nitronode-v1")
                .run(context -> {
                    NodeRegistry registry = context.getBean(NodeRegistry.class);
                    assertThat(registry.all()).hasSize(2);
                    assertThat(registry.find("two"))
                            .get()
                            .extracting(ClearNode::name)
                            .isEqualTo("two");
                    assertThat(registry.find("three")).isEmpty();
                    assertThat(registry.find(null)).isEmpty();
                });
    }

    @Test
    void defaultNodeIsMeantWhereNoneIsNamed() {
        runner.withPropertyValues(
                        "epilogue.default-node=two",
                        "epilogue.nodes.one.url=ws://127.0.0.1:1/ws",
                        "epilogue.nodes.one.dialect=nitronode-v1",
                        "epilogue.nodes.two.url=ws://127.0.0.1:1/ws",
                        "epilogue.nodes.two.dialect=nitronode-v1")
                .run(context -> assertThat(context.getBean(NodeRegistry.class).find(null))
                        .get()
                        .extracting(ClearNode::name)
                        .isEqualTo("two"));
    }
}
