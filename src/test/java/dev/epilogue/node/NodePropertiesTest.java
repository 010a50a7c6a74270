package dev.epilogue.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NodePropertiesTest {

    @Test
    void defaultsSuitANodeOfTheV1Dialect() {
        NodeProperties properties = bind(Map.of(
                "epilogue.nodes.main.url", "wss://node.example/v1/ws", "epilogue.nodes.main.dialect", "nitronode-v1"));

        NodeSettings settings = properties.nodes().get("main");
        assertThat(settings).isEqualTo(NodeSettings.of("wss://node.example/v1/ws", "nitronode-v1"));
        assertThat(settings.pace().requestsPerSecond()).isLessThan(10);
        assertThat(settings.timeouts().silence()).isEqualTo(Duration.ofSeconds(15));
        assertThat(properties.longestUnacknowledged()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void noNodeAtAllIsAllowed() {
        assertThat(new NodeProperties(null, null).nodes()).isEmpty();
    }

    @Test
    void everyMistakeIsReportedAtOnce() {
        assertThatThrownBy(() -> bind(Map.of(
                        "epilogue.default-node", "elsewhere",
                        "epilogue.nodes.one.url", "http://node.example",
                        "epilogue.nodes.one.dialect", "v7",
                        "epilogue.nodes.one.address", "0x12",
                        "epilogue.nodes.one.connections.reading", "0",
                        "epilogue.nodes.one.timeouts.longest-retry", "5m",
                        "epilogue.nodes.one.login.private-key", "0x12",
                        "epilogue.nodes.two.dialect", "nitronode-v1",
                        "epilogue.nodes.two.pace.requests-per-second", "10",
                        "epilogue.nodes.two.pace.burst", "20")))
                .rootCause()
                .hasMessageContainingAll(
                        "epilogue.default-node names no configured node",
                        "epilogue.nodes.one.url must start with ws:// or wss://",
                        "epilogue.nodes.one.dialect must be nitronode-v1 or nitrorpc",
                        "epilogue.nodes.one.address must be 0x and 40 hex digits",
                        "epilogue.nodes.one.login.private-key must be 0x and 64 hex digits",
                        "epilogue.nodes.one.connections.reading must be at least 1",
                        "epilogue.nodes.one.timeouts.longest-retry must be at most 30s",
                        "epilogue.nodes.two.url is missing",
                        "epilogue.nodes.two.pace.requests-per-second must be below 10",
                        "epilogue.nodes.two.pace.burst must be at most 18");
    }

    @Test
    void nodeWithoutARateLimitMayBeAskedFaster() {
        NodeProperties properties = bind(Map.of(
                "epilogue.nodes.old.url", "ws://node.example/ws",
                "epilogue.nodes.old.dialect", "nitrorpc",
                "epilogue.nodes.old.pace.requests-per-second", "200",
                "epilogue.nodes.old.pace.burst", "50"));

        assertThat(properties.nodes().get("old").pace().requestsPerSecond()).isEqualTo(200);
    }

    @Test
    void loginOfAnOlderNodeIsBoundAndItsKeyNeverPrinted() {
        String key = "0x" + "17".repeat(32);
        NodeProperties properties = bind(Map.of(
                "epilogue.nodes.old.url", "ws://node.example/ws",
                "epilogue.nodes.old.dialect", "nitrorpc",
                "epilogue.nodes.old.login.private-key", key));

        assertThat(properties.nodes().get("old").login()).isEqualTo(new NodeSettings.Login(key, "epilogue"));
        assertThat(properties.toString()).doesNotContain("17171717");
    }

    @Test
    void loginUnderTheMasterKeysNameIsRefused() {
        assertThatThrownBy(() -> bind(Map.of(
                        "epilogue.nodes.old.url", "ws://node.example/ws",
                        "epilogue.nodes.old.dialect", "nitrorpc",
                        "epilogue.nodes.old.login.private-key", "/run/secrets/login-key",
                        "epilogue.nodes.old.login.application", "clearnode")))
                .rootCause()
                .hasMessageContaining("epilogue.nodes.old.login.application must be a name of its own");
    }

    @Test
    void lostFramesAreSentAgainOnlyWhereTheConfigurationSaysSo() {
        Map<String, String> old = Map.of(
                "epilogue.nodes.old.url", "ws://node.example/ws",
                "epilogue.nodes.old.dialect", "nitrorpc");
        Map<String, String> resending = new HashMap<>(old);
        resending.put("epilogue.nodes.old.resend-after", "5m");

        assertThat(bind(old).resendAfter("old")).isEmpty();
        assertThat(bind(resending).resendAfter("old")).contains(Duration.ofMinutes(5));
        assertThat(bind(resending).resendAfter("unknown")).isEmpty();
    }

    @Test
    void frameThatMayStillArriveIsNotFollowedByAnother() {
        assertThatThrownBy(() -> bind(Map.of(
                        "epilogue.nodes.old.url", "ws://node.example/ws",
                        "epilogue.nodes.old.dialect", "nitrorpc",
                        "epilogue.nodes.old.timeouts.unacknowledged", "10s",
                        "epilogue.nodes.old.resend-after", "10s",
                        "epilogue.nodes.new.url", "ws://node.example/ws",
                        "epilogue.nodes.new.dialect", "nitronode-v1",
                        "epilogue.nodes.new.resend-after", "5m")))
                .rootCause()
                .hasMessageContaining("epilogue.nodes.old.resend-after must be longer than timeouts.unacknowledged")
                .hasMessageContaining("epilogue.nodes.new.resend-after is for the dialect nitrorpc only");
    }

    private static NodeProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("epilogue", NodeProperties.class);
    }
}
