package dev.epilogue.sandbox;

import dev.epilogue.EpilogueApplication;
import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.testing.NodeTime;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.SessionId;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.server.WebFilter;

/**
 * The whole service with nothing installed: embedded PostgreSQL, a fake node of each dialect with open sessions, demo wallets, and a
 * local chain where Node.js is there to bring one. Prints a tour of closures, then stays up. {@code mvn spring-boot:test-run}.
 */
@SpringBootApplication
public class SandboxApplication {

    /** Keeps the annotated class, by which the build finds this program, from being scanned into the service. */
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    public static void main(String[] args) {
        CompletableFuture<TestDatabase> starting = CompletableFuture.supplyAsync(TestDatabase::fresh);
        SandboxChain chain = SandboxChain.startWherePossible();
        Map<String, NodeTime> clocks = Map.of("sandbox", new NodeTime(), "clearnode", new NodeTime());
        FakeNitronode nitronode = FakeNitronode.start(chain.options().withClock(clocks.get("sandbox")));
        FakeClearNode clearNode =
                FakeClearNode.start(FakeClearNodeOptions.defaults().withClock(clocks.get("clearnode")));
        chain.openChannelAt(nitronode);
        SandboxSessions sessions = SandboxSessions.openAt(nitronode);
        SessionId older = SandboxSessions.openAt(clearNode);
        Map<String, SessionId> byHand = new LinkedHashMap<>();
        byHand.put("sandbox", sessions.byHand());
        byHand.put("clearnode", SandboxSessions.byHandAt(clearNode));
        Playground playground = Playground.around(nitronode, clearNode, clocks);
        TestDatabase database = starting.join();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(EpilogueApplication.class)
                .initializers(initial -> ((GenericApplicationContext) initial)
                        .registerBean("playground", WebFilter.class, () -> playground))
                .run(arguments(args, database, nitronode, clearNode, chain));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            context.close();
            nitronode.close();
            clearNode.close();
            chain.close();
        }));
        URI service =
                URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
        Api api = new Api(service);
        playground.receiver().register(api, service.toString());
        DemoWallets.start(
                api, context.getEnvironment().getProperty("epilogue.web.public-origin", "http://localhost:8080"));
        new Tour(api, sessions, older, System.out::println).run(chain);
        new YourTurn(api, "http://localhost:" + service.getPort(), System.out::println).show(sessions.own(), byHand);
    }

    private static String[] arguments(
            String[] own, TestDatabase database, FakeNitronode nitronode, FakeClearNode clearNode, SandboxChain chain) {
        List<String> all = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--epilogue.access.mode=open",
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN",
                "--epilogue.keys.ephemeral=true",
                "--epilogue.webhooks.internal=127.0.0.0/8",
                "--epilogue.nodes.sandbox.url=" + nitronode.url(),
                "--epilogue.nodes.sandbox.dialect=nitronode-v1",
                "--epilogue.nodes.clearnode.url=" + clearNode.url(),
                "--epilogue.nodes.clearnode.dialect=nitrorpc",
                "--epilogue.nodes.clearnode.address=" + clearNode.brokerAddress(),
                "--epilogue.default-node=sandbox"));
        database.springProperties().forEach((name, value) -> all.add("--" + name + "=" + value));
        all.addAll(chain.arguments());
        all.addAll(List.of(own));
        return all.toArray(String[]::new);
    }
}
