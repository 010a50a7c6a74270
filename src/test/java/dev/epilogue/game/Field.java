package dev.epilogue.game;

import static org.awaitility.Awaitility.await;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.clearnode.rpc.ReceivedFrame;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.DatabaseProxy;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeTime;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * What is played on: two instances over one database, a v1 node that nothing ever befalls, at its real pace, another one, a 0.x node, and where it can be had a v1 node with a chain. Every
 * instance knows all master keys of the game, so that any of them can take another one's place.
 */
final class Field implements AutoCloseable {

    static final String WELL = "well";
    static final String ILL = "ill";
    static final String OLD = "old";
    static final String CHAINED = "chained";
    static final Duration MESSAGE_EXPIRY = Duration.ofSeconds(5);

    /** Further than the fence of any round of the game lies ahead. */
    private static final Duration BEYOND_EVERY_FENCE = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int INSTANCES = 2;
    private static final int TIMES = 5;
    private static final int AGE = 5_000;

    private final NodeTime wellTime = new NodeTime();
    private final NodeTime illTime = new NodeTime();
    private final NodeTime oldTime = new NodeTime();
    private final NitronodeStand well =
            NitronodeStand.start(FakeNitronodeOptions.defaults().withClock(wellTime));
    private final NitronodeStand ill = NitronodeStand.start(
            FakeNitronodeOptions.defaults().withClock(illTime).withNodeKey("0x" + "5a".repeat(32)));
    private final ClearNodeStand old = ClearNodeStand.start(
            FakeClearNodeOptions.defaults().withClock(oldTime).withMessageExpiry(MESSAGE_EXPIRY), ClearNodeStand.V04);
    private final Optional<ChainedNode> chained = ChainedNode.startWherePossible();
    private final List<String> masters;
    private final List<Instance> instances = new CopyOnWriteArrayList<>();
    private final List<SetBack> oldSetBack = new CopyOnWriteArrayList<>();
    private volatile Duration databaseAhead = Duration.ZERO;
    private volatile TestDatabase database = server();
    private final DatabaseProxy proxy;
    private volatile int master;

    /** @param closes frames with a close that had come by then */
    private record SetBack(Instant from, int closes) {}

    private record Instance(RunningEpilogue service, Api api) {}

    /** @param rotations how often the master key can be changed */
    Field(RandomGenerator random, int rotations) {
        this.masters = IntStream.rangeClosed(0, rotations)
                .mapToObj(key -> {
                    byte[] bytes = new byte[32];
                    random.nextBytes(bytes);
                    return Base64.getEncoder().encodeToString(bytes);
                })
                .toList();
        database.age(AGE);
        this.proxy = new DatabaseProxy(database.port());
        for (int number = 0; number < INSTANCES; number++) {
            instances.add(start(masters));
        }
    }

    TestDatabase database() {
        return database;
    }

    NodeStand node(String name) {
        return switch (name) {
            case WELL -> well;
            case ILL -> ill;
            default -> old;
        };
    }

    NitronodeStand well() {
        return well;
    }

    NitronodeStand ill() {
        return ill;
    }

    /** Empty where no local chain can be started. */
    Optional<ChainedNode> chained() {
        return chained;
    }

    /** As soon as the database can be asked. */
    void persistently(String statement) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            database.execute(statement);
            return true;
        });
    }

    ClearNodeStand old() {
        return old;
    }

    /** Of any instance. */
    Api anyone() {
        return instances
                .get(ThreadLocalRandom.current().nextInt(instances.size()))
                .api();
    }

    int anyPort() {
        return instances
                .get(ThreadLocalRandom.current().nextInt(instances.size()))
                .service()
                .port();
    }

    void illNodesClockLeaps(Duration by) {
        illTime.leap(by);
    }

    /** Nothing that is frozen now can run at the 0.x node any more. */
    void oldNodesClockLeaps() {
        oldTime.leap(BEYOND_EVERY_FENCE);
    }

    void oldNodesClockGoesBack(Duration by) {
        oldSetBack.add(new SetBack(
                oldTime.instant(), old.node().journal().of(ClearNodeStand.CLOSE).size()));
        oldTime.leap(by.negated());
    }

    /** Whether the 0.x node had shown a time beyond this, before the frame came, and was set back. */
    boolean oldNodeHadShown(Instant time, ReceivedFrame before) {
        int place = old.node().journal().of(ClearNodeStand.CLOSE).indexOf(before);
        return oldSetBack.stream()
                .anyMatch(back -> back.closes() <= place && back.from().isAfter(time));
    }

    void databasesClockLeaps(Duration by) {
        databaseAhead = databaseAhead.plus(by);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            DatabaseTime.show(database, databaseAhead);
            return true;
        });
    }

    /** As seen by everybody else, the services' own clocks leap the other way. */
    void allOthersClocksLeap(Duration by) {
        databasesClockLeaps(by);
        List.of(wellTime, illTime).forEach(time -> time.leap(by));
        if (by.isNegative()) {
            oldNodesClockGoesBack(by.negated());
        } else {
            oldTime.leap(by);
        }
    }

    /** Where consent is too old to send a lost frame once more, it stays in doubt until somebody insists. */
    void somebodyInsists() {
        DatabaseClient.create(database.connectionFactory())
                .sql("SELECT id::text FROM closure WHERE status = 'SUBMITTING' AND node = '" + ILL
                        + "' AND deadline < now() - interval '20 minutes'")
                .map(row -> String.valueOf(row.get(0, String.class)))
                .all()
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow()
                .forEach(closure -> anyone().post(
                                "/v1/closures/" + closure + "/cancellation", Map.of("reason", "it takes too long")));
    }

    private TestDatabase server() {
        TestDatabase empty = DatabaseTime.ownedBy(TestDatabase.onOwnServer());
        DatabaseTime.show(empty, databaseAhead);
        return Statuses.watchedIn(empty.migrate());
    }

    /** The rows, as they are when nobody writes any more, go to a server whose transaction ids are lower. */
    void moveDatabase() {
        TestDatabase before = database;
        TestDatabase young = server();
        proxy.shut();
        before.copyTo(young);
        database = young;
        proxy.moveTo(young.port());
        before.close();
    }

    boolean canRotate() {
        return master + 1 < masters.size();
    }

    /** One instance after the other is replaced by one that wraps under the next key. */
    void rotateMasterKey() {
        master++;
        for (int number = 0; number < instances.size(); number++) {
            Instance next = start(masters);
            Instance before = instances.set(number, next);
            before.service().close();
        }
    }

    String newestMaster() {
        return masters.get(master);
    }

    RunningEpilogue one() {
        return instances.getFirst().service();
    }

    /** One that knows no key but the newest takes the place of all. */
    void forgetOldKeys() {
        List<Instance> before = List.copyOf(instances);
        instances.add(start(List.of(newestMaster())));
        before.forEach(each -> {
            instances.remove(each);
            each.service().close();
        });
    }

    private Instance start(List<String> keys) {
        List<String> older = new ArrayList<>(keys);
        older.remove(newestMaster());
        RunningEpilogue.Starter starter = RunningEpilogue.on(database)
                .node(WELL, well.url(), well.dialect())
                .node(ILL, ill.url(), ill.dialect())
                .node(OLD, old.url(), old.dialect());
        database.springProperties().forEach((name, value) -> starter.with(name, throughProxy(value.toString())));
        old.settings().forEach((name, value) -> starter.with("epilogue.nodes.old." + name, value));
        chained.ifPresent(node -> {
            starter.node(CHAINED, node.node().url().toString(), "nitronode-v1");
            starter.with("epilogue.nodes.chained.timeouts.unacknowledged", "3s");
            node.settings().forEach(starter::with);
        });
        Map.ofEntries(
                        Map.entry("epilogue.keys.master", newestMaster()),
                        Map.entry("epilogue.keys.older-masters", String.join(",", older)),
                        Map.entry("epilogue.pipeline.lease", "3s"),
                        Map.entry("epilogue.pipeline.send-margin", "500ms"),
                        Map.entry("epilogue.pipeline.settling-delay", "1s"),
                        Map.entry("epilogue.pipeline.longest-pause", "2s"),
                        Map.entry("epilogue.closure.limits.min-timeout", "1s"),
                        Map.entry("epilogue.looks.every", "3s"),
                        Map.entry("epilogue.links.lease", "3s"),
                        Map.entry("epilogue.journal.poll", "500ms"),
                        Map.entry("epilogue.nodes.ill.timeouts.answer", "2s"),
                        Map.entry("epilogue.nodes.ill.timeouts.unacknowledged", "3s"),
                        Map.entry("epilogue.nodes.ill.timeouts.longest-retry", "1s"),
                        Map.entry("epilogue.nodes.well.timeouts.unacknowledged", "3s"),
                        Map.entry("epilogue.nodes.old.timeouts.answer", "2s"),
                        Map.entry("epilogue.nodes.old.timeouts.unacknowledged", "3s"),
                        Map.entry("epilogue.nodes.old.timeouts.longest-retry", "1s"),
                        Map.entry("epilogue.nodes.old.message-expiry", MESSAGE_EXPIRY),
                        Map.entry("logging.level.root", "ERROR"))
                .forEach(starter::with);
        RunningEpilogue service = started(starter);
        return new Instance(service, new Api(URI.create(service.url())));
    }

    /** One that does not find its database in time ends, and is started again, as an orchestrator does. */
    private static RunningEpilogue started(RunningEpilogue.Starter starter) {
        for (int time = 1; time < TIMES; time++) {
            try {
                return starter.start();
            } catch (RuntimeException ended) {
                System.out.println("game of faults: an instance is started again: " + ended.getMessage());
            }
        }
        return starter.start();
    }

    private String throughProxy(String property) {
        return property.replace(":" + database.port() + "/", ":" + proxy.port() + "/");
    }

    @Override
    public void close() {
        instances.forEach(each -> each.service().close());
        proxy.close();
        well.close();
        ill.close();
        old.close();
        chained.ifPresent(ChainedNode::close);
        database.close();
    }
}
