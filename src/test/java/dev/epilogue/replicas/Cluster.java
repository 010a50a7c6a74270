package dev.epilogue.replicas;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeStand.Mishap;
import dev.epilogue.testing.NodeTime;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Three instances in processes of their own, over one database and one fake node. */
final class Cluster implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(3);

    /** Of the 0.x node. */
    static final Duration MESSAGE_EXPIRY = Duration.ofSeconds(5);

    /** Further than any round's fence lies ahead: an hour to the deadline, a quarter for sending, the expiry. */
    private static final Duration LEAP = Duration.ofHours(2);

    private final TestDatabase database;
    private final NodeStand node;
    private final NodeTime time;
    private final List<Replica> replicas;
    private final AtomicInteger sessions = new AtomicInteger();

    private Cluster(String name, TestDatabase database, NodeStand node, NodeTime time) {
        this.database = database;
        this.time = time;
        this.node = node;
        this.replicas = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new Replica(name + "-" + number, settings()))
                .toList();
    }

    /** @param dialect as in the service's settings */
    static Cluster start(String name, String dialect) {
        return start(name, dialect, TestDatabase.onOwnServer().migrate());
    }

    /** @param database migrated, to be stopped and started; closed with the cluster */
    static Cluster start(String name, String dialect, TestDatabase database) {
        NodeTime time = new NodeTime();
        Cluster cluster = switch (dialect) {
            case "nitronode-v1" -> new Cluster(name, database, NitronodeStand.start(Stage.unlimited()), time);
            case "nitrorpc" -> {
                FakeClearNodeOptions options =
                        FakeClearNodeOptions.defaults().withClock(time).withMessageExpiry(MESSAGE_EXPIRY);
                yield new Cluster(name, database, ClearNodeStand.start(options, ClearNodeStand.V04), time);
            }
            default -> throw new IllegalArgumentException("no fake node speaks " + dialect);
        };
        try {
            cluster.replicas.forEach(Replica::start);
            cluster.replicas.forEach(Replica::awaitReady);
            return cluster;
        } catch (RuntimeException notReady) {
            cluster.close();
            throw notReady;
        }
    }

    TestDatabase database() {
        return database;
    }

    NodeStand node() {
        return node;
    }

    boolean v1() {
        return node.dialect().equals("nitronode-v1");
    }

    /** So much time passes at the 0.x node that nothing which is frozen now can run there any more. */
    void leap() {
        time.leap(LEAP);
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** Every call goes to any instance. */
    Http anyone() {
        return new Http(() -> replicas.get(ThreadLocalRandom.current().nextInt(replicas.size()))
                .port());
    }

    /** Open, of Alice and Bob; three closes in ten meet with a mishap, in turn, so that the shortest run sees each kind. */
    SessionId session() {
        SessionId id = node.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
        switch (sessions.getAndIncrement() % 10) {
            case 0 -> node.strikeClose(id, Mishap.CUT_AFTER);
            case 1 -> node.strikeClose(id, Mishap.CUT_BEFORE);
            case 2 -> node.strikeClose(id, Mishap.UNANSWERED);
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
        node.settings().forEach((key, value) -> all.put("epilogue.nodes.sandbox." + key, value));
        all.putAll(Map.ofEntries(
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
                Map.entry("epilogue.pipeline.longest-pause", "2s"),
                Map.entry("epilogue.nodes.sandbox.url", node.url()),
                Map.entry("epilogue.nodes.sandbox.dialect", node.dialect()),
                Map.entry("epilogue.nodes.sandbox.message-expiry", MESSAGE_EXPIRY.toSeconds() + "s"),
                Map.entry("epilogue.nodes.sandbox.connections.reading", "8"),
                Map.entry("epilogue.nodes.sandbox.connections.submitting", "4"),
                Map.entry("epilogue.nodes.sandbox.timeouts.answer", "2s"),
                Map.entry("epilogue.nodes.sandbox.timeouts.unacknowledged", LEASE.toSeconds() + "s")));
        return all;
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        node.close();
        database.close();
    }
}
