package dev.epilogue.crash;

import dev.epilogue.node.LinkedNode;
import dev.epilogue.node.NodeLogins;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.nitronode.NitronodeClient;
import dev.epilogue.node.nitrorpc.NitroRpcClient;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.webhook.EventText;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The service without its web side, built in a blink, that can die at any of its {@link CrashPoints}. */
final class MortalService implements AutoCloseable {

    static final String NODE = "sandbox";

    private static final Map<String, Object> HASTE = Map.ofEntries(
            Map.entry("epilogue.looks.every", "0s"),
            Map.entry("epilogue.pipeline.poll", "200ms"),
            Map.entry("epilogue.pipeline.lease", "600ms"),
            Map.entry("epilogue.pipeline.send-margin", "100ms"),
            Map.entry("epilogue.pipeline.settling-delay", "150ms"),
            Map.entry("epilogue.pipeline.first-pause", "20ms"),
            Map.entry("epilogue.pipeline.longest-pause", "100ms"),
            Map.entry("epilogue.pipeline.attempts", "50"),
            Map.entry("epilogue.pipeline.stop-within", "0s"),
            Map.entry("epilogue.work.poll", "200ms"),
            Map.entry("epilogue.work.lease", "600ms"),
            Map.entry("epilogue.work.first-pause", "20ms"),
            Map.entry("epilogue.work.longest-pause", "100ms"),
            Map.entry("epilogue.work.stop-within", "0s"),
            Map.entry("epilogue.channels.updates.send-margin", "100ms"),
            Map.entry("epilogue.channels.updates.first-pause", "20ms"),
            Map.entry("epilogue.channels.updates.longest-pause", "100ms"),
            Map.entry("epilogue.channels.updates.look-again", "100ms"),
            Map.entry("epilogue.database.allow-data-loss", "true"),
            Map.entry("epilogue.keys.master", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
            Map.entry("epilogue.keys.ephemeral", "true"));

    /** Its looks would be calls that come when they like. */
    private static final String LOOKS_BY_ITSELF =
            "dev\\.epilogue\\.(escalation\\.EscalationHealth|store\\.connection\\.StandingWatch|store\\.keys\\.KeyRotation|journal\\.WakeupsHealthIndicator|webhook\\.WebhookHealth|pipeline\\.LinkShares)";

    private final CrashPoints points;
    private final LinkedNode node;
    private final Stage stage;
    private final ConnectionPool pool;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @ConfigurationPropertiesScan("dev.epilogue")
    @ComponentScan(
            basePackages = {
                "dev.epilogue.store",
                "dev.epilogue.credential.participant",
                "dev.epilogue.tenancy",
                "dev.epilogue.journal",
                "dev.epilogue.pipeline",
                "dev.epilogue.desk",
                "dev.epilogue.channel",
                "dev.epilogue.escalation",
                "dev.epilogue.chain",
                "dev.epilogue.webhook",
                "dev.epilogue.work"
            },
            excludeFilters = @Filter(type = FilterType.REGEX, pattern = LOOKS_BY_ITSELF))
    static class Parts {}

    /** Of the web side only how an event is written. */
    @ComponentScan(
            basePackages = "dev.epilogue.web.webhooks",
            useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = EventText.class))
    static class Texts {}

    /** With everything that runs in production, the web side and the alarms' looks apart. */
    MortalService(Stage stage, CrashPoints points) {
        this(stage, points, Map.of());
    }

    /** @param settings more of them, or others */
    MortalService(Stage stage, CrashPoints points, Map<String, Object> settings) {
        this.stage = stage;
        this.points = points;
        this.node = client(stage.node());
        this.pool = new ConnectionPool(ConnectionPoolConfiguration.builder(
                        new MortalDatabase(stage.database().connectionFactory(), points))
                .initialSize(0)
                .maxSize(6)
                .build());
        node.start();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> node.status().link() == LinkState.UP);
        Map<String, Object> all = new HashMap<>(HASTE);
        all.putAll(settings);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("haste", all));
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(ConnectionPool.class, () -> pool);
        context.registerBean(DatabaseClient.class, () -> DatabaseClient.create(pool));
        context.registerBean(NodeRegistry.class, () -> new NodeRegistry(List.of(new MortalNode(node, points)), NODE));
        context.registerBean(NodeLogins.class, () -> Set::of);
        context.register(Parts.class, Texts.class);
        context.refresh();
    }

    private static LinkedNode client(NodeStand stand) {
        NodeSettings settings = NodeSettings.of(stand.url(), stand.dialect())
                .with(NodeSettings.Pace.of(1000, 200, 100, 1000))
                .with(new NodeSettings.Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(200)));
        return switch (stand.dialect()) {
            case "nitronode-v1" -> new NitronodeClient(NODE, settings);
            case "nitrorpc" -> {
                String login = stand.settings().get("login.private-key");
                yield new NitroRpcClient(
                        NODE,
                        settings.withAddress(stand.address().toString())
                                .with(new NodeSettings.Login(login, "epilogue")));
            }
            default -> throw new IllegalArgumentException("no client speaks " + stand.dialect());
        };
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** @throws CrashPoints.Died when the service dies before it answers */
    <T> T call(Mono<T> call) {
        return points.seen(call).block(Duration.ofSeconds(20));
    }

    /** Nothing is finished, nothing given back: sockets and connections are cut. */
    @Override
    public void close() {
        points.clear();
        node.close();
        context.close();
        pool.dispose();
        stage.endOtherConnections();
    }
}
