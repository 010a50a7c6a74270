package dev.epilogue.replicas;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many closures over three instances in processes of their own, which are killed and frozen while their database restarts. {@code
 * -Depilogue.history.closures=10000 -Depilogue.history.seed=…} chooses how many and which chaos; see {@code docs/reliability.md}.
 */
@Tag("database")
class ReplicaHistoryTest {

    private static final Duration LEASE = Duration.ofSeconds(3);

    private final int closures = Integer.getInteger("epilogue.history.closures", 60);
    private final int atATime = Integer.getInteger("epilogue.history.parallel", 12);
    private final long seed = Long.getLong("epilogue.history.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TestDatabase database = TestDatabase.onOwnServer().migrate();
    private final FakeNitronode node =
            FakeNitronode.start(FakeNitronodeOptions.defaults().withoutRateLimits());
    private final List<Replica> replicas = IntStream.rangeClosed(1, 3)
            .mapToObj(number -> new Replica("history-" + number, settings()))
            .toList();

    @AfterEach
    void stop() {
        replicas.forEach(Replica::close);
        node.close();
        database.close();
    }

    @Test
    void nothingIsLostAndNothingHappensTwice() throws Exception {
        System.out.printf("replica history: %d closures, seed %d%n", closures, seed);
        replicas.forEach(Replica::start);
        replicas.forEach(Replica::awaitReady);
        Chaos chaos = new Chaos(seed, replicas, database, LEASE.plusSeconds(1));
        Thread breaking = Thread.ofPlatform().start(chaos);
        long began = System.nanoTime();
        List<Life> lives = lived();
        chaos.stop();
        breaking.join();
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        new HistoryCheck(database, node).check(lives);
        System.out.printf(
                "replica history: %d closures in %d s, %d retried calls, %d events followed, %d times trouble: %s%n",
                lives.size(),
                took.toSeconds(),
                lives.stream().mapToInt(Life::retries).sum(),
                lives.stream()
                        .mapToInt(life -> life.follower().positions().size())
                        .sum(),
                chaos.done().size(),
                chaos.done());
        assertThat(chaos.done()).as("a run without trouble proves nothing").isNotEmpty();
    }

    private List<Life> lived() throws Exception {
        long giveUpAt =
                System.nanoTime() + Duration.ofSeconds(120 + closures / 5).toNanos();
        Http anyone = new Http(
                () -> replicas.get((int) (Math.random() * replicas.size())).port());
        List<Life> lives = new ArrayList<>();
        for (int number = 1; number <= closures; number++) {
            lives.add(new Life(anyone, session(number), random.nextInt(3) == 0, giveUpAt));
        }
        try (ExecutorService callers = Executors.newFixedThreadPool(atATime)) {
            List<Future<?>> all = new ArrayList<>();
            for (Life life : lives) {
                all.add(callers.submit(() -> {
                    life.live();
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return lives;
    }

    private SessionId session(int number) {
        Definition definition = Definition.unanimous("closure-demo", number, ALICE.address(), BOB.address());
        SessionSeed seed = SessionSeed.of(definition, holds(ALICE, "50"), holds(BOB, "37.5"));
        SessionId id = node.ledger().openSession(seed.atVersion(4));
        switch (random.nextInt(10)) {
            case 0 -> node.with(FaultRule.onClose(new Fault.DropAfter()).ofSession(id));
            case 1 -> node.with(FaultRule.onClose(new Fault.DropBefore()).ofSession(id));
            case 2 -> node.with(FaultRule.onClose(new Fault.Silent()).ofSession(id));
            default -> {}
        }
        return id;
    }

    private static Allocation holds(Wallet wallet, String amount) {
        return new Allocation(wallet.address(), "yusd", Amount.parse(amount));
    }

    private Map<String, String> settings() {
        Map<String, String> all = new HashMap<>();
        database.springProperties().forEach((key, value) -> all.put(key, value.toString()));
        all.putAll(Map.ofEntries(
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.main.lazy-initialization", "false"),
                Map.entry("logging.level.root", "WARN"),
                Map.entry("epilogue.keys.master", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
                Map.entry("epilogue.keys.ephemeral", "true"),
                Map.entry("epilogue.web.heartbeat", "PT1S"),
                Map.entry("epilogue.journal.poll", "300ms"),
                Map.entry("epilogue.pipeline.poll", "200ms"),
                Map.entry("epilogue.pipeline.lease", LEASE.toSeconds() + "s"),
                Map.entry("epilogue.pipeline.send-margin", "500ms"),
                Map.entry("epilogue.pipeline.settling-delay", "1s"),
                Map.entry("epilogue.nodes.sandbox.url", node.url().toString()),
                Map.entry("epilogue.nodes.sandbox.dialect", "nitronode-v1"),
                Map.entry("epilogue.nodes.sandbox.connections.reading", "8"),
                Map.entry("epilogue.nodes.sandbox.connections.submitting", "4"),
                Map.entry("epilogue.nodes.sandbox.timeouts.answer", "2s"),
                Map.entry("epilogue.nodes.sandbox.timeouts.unacknowledged", LEASE.toSeconds() + "s")));
        return all;
    }
}
