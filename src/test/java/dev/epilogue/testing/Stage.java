package dev.epilogue.testing;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.sandbox.nitronode.ledger.Participant;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The whole service, impatient, at a fake node of its own: what callers, wallets and the node see of it. */
public final class Stage implements AutoCloseable {

    public static final Duration SETTLING_DELAY = Duration.ofMillis(300);

    private static final AtomicLong NONCES = new AtomicLong(1);
    private static final String NODE = "epilogue.nodes.sandbox.";
    private static final Map<String, Object> IMPATIENT = Map.ofEntries(
            Map.entry("epilogue.pipeline.poll", "200ms"),
            Map.entry("epilogue.pipeline.settling-delay", SETTLING_DELAY.toMillis() + "ms"),
            Map.entry("epilogue.pipeline.first-pause", "100ms"),
            Map.entry("epilogue.pipeline.longest-pause", "400ms"),
            Map.entry("epilogue.closure.limits.min-timeout", "PT0.5S"),
            Map.entry(NODE + "timeouts.answer", "1s"),
            Map.entry(NODE + "timeouts.connect", "1s"),
            Map.entry(NODE + "timeouts.silence", "2s"),
            Map.entry(NODE + "timeouts.first-retry", "50ms"),
            Map.entry(NODE + "timeouts.longest-retry", "200ms"));

    private final TestDatabase database;
    private final NodeStand stand;
    private final RunningEpilogue.Starter starter;
    private final SecondTenant second;
    private RunningEpilogue epilogue;
    private Api api;

    private Stage(TestDatabase database, NodeStand stand, Map<String, Object> settings) {
        this.database = database;
        this.stand = stand;
        second = SecondTenant.in(database);
        starter = RunningEpilogue.on(database).node("sandbox", stand.url(), stand.dialect());
        stand.settings().forEach((name, value) -> starter.with(NODE + name, value));
        IMPATIENT.forEach(starter::with);
        settings.forEach(starter::with);
        epilogue = starter.start();
        api = new Api(URI.create(epilogue.url()));
    }

    /** At a node that limits nothing. */
    public static Stage open() {
        return open(unlimited(), Map.of());
    }

    public static Stage open(FakeNitronodeOptions options, Map<String, Object> settings) {
        return open(TestDatabase.migrated(), options, settings);
    }

    /** @param database migrated; closed with the stage */
    public static Stage open(TestDatabase database, FakeNitronodeOptions options, Map<String, Object> settings) {
        return new Stage(database, NitronodeStand.start(options), settings);
    }

    /** At a node of any dialect; closed with the stage. */
    public static Stage at(NodeStand stand, Map<String, Object> settings) {
        return new Stage(TestDatabase.migrated(), stand, settings);
    }

    /** @param database migrated; closed with the stage, as the node is */
    public static Stage at(NodeStand stand, TestDatabase database, Map<String, Object> settings) {
        return new Stage(database, stand, settings);
    }

    public static FakeNitronodeOptions unlimited() {
        return FakeNitronodeOptions.defaults()
                .withoutRateLimits()
                .withPings(Duration.ofMillis(300), Duration.ofSeconds(5));
    }

    public NodeStand stand() {
        return stand;
    }

    /** Of a stage at a v1 node. */
    public FakeNitronode node() {
        return ((NitronodeStand) stand).node();
    }

    public Api api() {
        return api;
    }

    public TestDatabase database() {
        return database;
    }

    public RunningEpilogue epilogue() {
        return epilogue;
    }

    /** One more of the same, at the same database and node; the caller closes it. */
    public RunningEpilogue replica() {
        return starter.start();
    }

    /** The service goes, whatever it is doing, and comes back. */
    public void restartService() {
        epilogue.close();
        epilogue = starter.start();
        api = new Api(URI.create(epilogue.url()));
    }

    /** At version 4; Alice holds 50 yusd, Bob 37.5, and both have to sign. */
    public SessionId session() {
        return session(definition(2, Wallet.ALICE, Wallet.BOB), holds(Wallet.ALICE, "50"), holds(Wallet.BOB, "37.5"));
    }

    public SessionId session(Definition definition, Allocation... allocations) {
        return node().ledger()
                .openSession(SessionSeed.of(definition, allocations).atVersion(4));
    }

    /** Of application {@code closure-demo}; every weight is 1. */
    public static Definition definition(int quorum, Wallet... participants) {
        List<Participant> members = Arrays.stream(participants)
                .map(wallet -> new Participant(wallet.address(), 1))
                .toList();
        return new Definition("closure-demo", members, quorum, NONCES.getAndIncrement());
    }

    public static Allocation holds(Wallet wallet, String amount) {
        return holds(wallet, "yusd", amount);
    }

    public static Allocation holds(Wallet wallet, String asset, String amount) {
        return new Allocation(wallet.address(), asset, Amount.parse(amount));
    }

    /** Keys that nobody else has. */
    public static List<Wallet> wallets(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> wallet("participant " + number))
                .toList();
    }

    /** Whose key follows from the name. */
    public static Wallet wallet(String name) {
        return new Wallet(
                name, Keccak.hash(name.getBytes(StandardCharsets.UTF_8)).hex());
    }

    /** Proposes the session as it stands. */
    public Closing propose(SessionId session) {
        return propose(Map.of("sessionId", session));
    }

    public Closing propose(SessionId session, Map<String, Object> policy) {
        return propose(Map.of("sessionId", session, "policy", policy));
    }

    public Closing payOut(SessionId session, Allocation... split) {
        return propose(Map.of("sessionId", session, "finalState", split(split)));
    }

    public static Map<String, Object> split(Allocation... split) {
        return Map.of("allocations", Arrays.asList(split));
    }

    public Closing propose(Map<String, Object> proposal) {
        JsonNode closure = api.post("/v1/closures", proposal).ok();
        return new Closing(this, second.mustNotSee(closure));
    }

    @Override
    public void close() {
        try {
            second.look(URI.create(epilogue.url()));
        } finally {
            epilogue.close();
            stand.close();
            database.close();
        }
    }
}
