package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.tx.KillSwitch;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.encoding.StateEncoding;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.nitronode.StateSignature;
import dev.epilogue.testing.ChainFollower;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/**
 * The whole service, a v1 node that follows a local chain, and Alice's channel with 100 yusd in the hub. More services may be
 * started over the same database and with the same key; callers then ask them in turn.
 */
final class HubStage implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AtomicLong NONCES = new AtomicLong(5_000);

    private final LocalChain chain = LocalChain.start(31337);
    private final FakeNitronode node = FakeNitronode.start(FakeNitronodeOptions.defaults()
            .withNodeKey(LocalChain.NODE.privateKey())
            .onChain(chain.id(), chain.hub(), chain.usd(), chain.weth()));
    private final ChainFollower follower = ChainFollower.start(chain.chain(), chain.hub(), node);
    private final TestDatabase database = TestDatabase.migrated();
    private final Caller caller = new Caller();
    private final LocalHub channel;
    private final List<RunningEpilogue> services = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, Object> settings;

    HubStage() {
        this(Map.of());
    }

    /** @param settings of the service, beside those that every test here needs */
    HubStage(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
        String told = node.ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", Amount.parse("100"));
        LocalHub.deposit(chain, chain.usd(), 1_000_000_000);
        channel = LocalHub.open(chain, ALICE, 1, 100_000_000);
        assertThat(channel.id().hex()).isEqualTo(told);
        follower.catchUp();
        services.add(start());
    }

    /** One more service. */
    void replicate() {
        services.add(start());
    }

    private RunningEpilogue start() {
        RunningEpilogue.Starter starter = RunningEpilogue.on(database)
                .node("sandbox", node.url().toString(), "nitronode-v1")
                .with("epilogue.chains.local.id", chain.id())
                .with("epilogue.chains.local.urls", chain.anvil().url())
                .with("epilogue.chains.local.poll", "100ms")
                .with("epilogue.chains.local.confirmations", 1)
                .with("epilogue.chains.local.account.plain-key", LocalChain.STRANGER.privateKey())
                .with("epilogue.chains.local.account.sandbox", true)
                .with("epilogue.escalation.level", "CHALLENGE")
                .with("epilogue.escalation.watch-interval", "1s");
        settings.forEach(starter::with);
        return starter.start();
    }

    /** All of them go, and as many come. */
    void restart() {
        int many = services.size();
        services.forEach(RunningEpilogue::close);
        services.clear();
        for (int each = 0; each < many; each++) {
            replicate();
        }
    }

    /** Whichever is asked next. */
    RunningEpilogue service() {
        return services.get(calls.getAndIncrement() % services.size());
    }

    /** An operator's word: nothing new is signed or sent, or all goes on. */
    void halt(boolean halted) {
        service().bean(KillSwitch.class).halt(chain.id(), halted).block(PATIENCE);
    }

    /** The first column of what is stored. */
    List<String> rows(String sql) {
        return service()
                .bean(DatabaseClient.class)
                .sql(sql)
                .map(row -> String.valueOf(row.get(0)))
                .all()
                .collectList()
                .block(PATIENCE);
    }

    /** How many transactions of the account that pays are in blocks. */
    long paid() {
        return chain.anvil().nonce(LocalChain.STRANGER.address());
    }

    /** Each log of the channel on the chain, by name, in its order. */
    List<String> logs(LocalHub of) {
        long head = chain.chain().head().block(PATIENCE).number();
        return of.contract().events(of.id(), 0, head).block(PATIENCE).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    LocalChain chain() {
        return chain;
    }

    FakeNitronode node() {
        return node;
    }

    LocalHub channel() {
        return channel;
    }

    /** The second one at this node, with 100 yusd as well. */
    LocalHub channelOf(Wallet wallet) {
        String told = node.ledger().openChannel(Hex.decode(wallet.privateKey()), "yusd", Amount.parse("100"));
        LocalHub opened = LocalHub.open(chain, wallet, 2, 100_000_000);
        assertThat(opened.id().hex()).isEqualTo(told);
        follower.catchUp();
        return opened;
    }

    /** Version 4, Alice 50 and Bob 37.5 yusd, both have to sign. */
    SessionId session() {
        SessionSeed seed = SessionSeed.of(
                Definition.unanimous("closure-demo", NONCES.getAndIncrement(), ALICE.address(), BOB.address()),
                new Allocation(ALICE.address(), "yusd", Amount.parse("50")),
                new Allocation(BOB.address(), "yusd", Amount.parse("37.5")));
        node.ledger().openSession(seed.atVersion(4));
        return seed.id();
    }

    String propose(String escalation, String timeout) {
        return proposeWith("'timeout':'%s','escalation':'%s'".formatted(timeout, escalation));
    }

    /** Its deadline comes at once. */
    String proposeAtItsDeadline(String escalation) {
        String closure = propose(escalation, "PT1H");
        atItsDeadline(closure);
        return closure;
    }

    /** The time until the deadline passes at once. */
    void atItsDeadline(String closure) {
        database.execute("UPDATE closure SET deadline = now(), due_at = now() WHERE status = 'COLLECTING' AND id = '"
                + closure + "'");
    }

    /** After the close channels are followed, for an hour at most. */
    String proposeFollowing(String channelUpdate) {
        return proposeWith("'timeout':'PT1H','settleFor':'PT1H','channelUpdate':'" + channelUpdate + "'");
    }

    /** @param policy members of the policy, with single quotes */
    String proposeWith(String policy) {
        JsonNode closure = post("/v1/closures", "{'sessionId':'%s','policy':{%s}}".formatted(session(), policy), 201);
        return closure.get("id").asString();
    }

    JsonNode pack() {
        return get("/v1/channels/" + channel.id() + "/escalation-pack?participant=" + ALICE.address());
    }

    TestDatabase database() {
        return database;
    }

    /** Alice signs what the service offers her to sign. */
    JsonNode depositPack() {
        return depositPack(channel);
    }

    JsonNode depositPack(LocalHub of) {
        Wallet user = of.user();
        String path = "/v1/channels/" + of.id() + "/escalation-pack?participant=" + user.address();
        JsonNode offer = get(path);
        String signature =
                user.sign(Hash32.parse(offer.at("/sign/digest").asString())).hex();
        return post(
                path,
                "{'signature':'%s','stateVersion':'%s'}"
                        .formatted(
                                signature, offer.at("/candidate/stateVersion").asString()),
                201);
    }

    /** The node has released money, and Alice has signed that too; the chain does not know of it. */
    void countersignedRelease() {
        node.ledger().close(session());
        var states = node.ledger().states(ALICE.address(), "yusd");
        var release = states.getLast();
        byte[] message = StateEncoding.packed(release, 6);
        String user = new StateSignature(ALICE.sign(Eip191.digest(message))).wire();
        node.ledger().channelCheckpointed(channel.id().hex(), release.version(), user);
    }

    JsonNode sign(String closure, Wallet wallet) {
        return sign("/v1/closures/" + closure, wallet, false);
    }

    /** What is asked for, and everything that may be signed along. */
    JsonNode signInOneVisit(String closure, Wallet wallet) {
        return sign("/v1/closures/" + closure, wallet, true);
    }

    /** @param asking a closure or a channel update, by its path */
    JsonNode sign(String asking, Wallet wallet, boolean along) {
        boolean ofMany = asking.startsWith("/v1/closures");
        JsonNode asked = get(asking + "/payloads" + (ofMany ? "?participant=" + wallet.address() : ""));
        List<String> required = new ArrayList<>();
        List<String> optional = new ArrayList<>();
        for (JsonNode payload : asked.get("payloads")) {
            String signature =
                    wallet.sign(Hash32.parse(payload.get("digest").asString())).hex();
            if (payload.get("required").asBoolean()) {
                required.add("'" + signature + "'");
            } else if (along) {
                optional.add("{'index':%s,'signature':'%s'}".formatted(payload.get("index"), signature));
            }
        }
        return post(
                asking + "/signatures",
                "{'participant':'%s','round':%s,'signatures':%s,'optionalSignatures':%s}"
                        .formatted(wallet.address(), asked.get("round"), required, optional),
                201);
    }

    /** The settlement's line of Alice, as soon as it says so. */
    JsonNode awaitLine(String closure, String says) {
        AtomicReference<JsonNode> line = new AtomicReference<>();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            for (JsonNode each : closure(closure).get("settlement")) {
                if (each.get("participant").asString().equals(ALICE.address().checksummed())) {
                    line.set(each);
                }
            }
            assertThat(String.valueOf(line.get())).contains(says);
        });
        return line.get();
    }

    JsonNode closure(String id) {
        return get("/v1/closures/" + id);
    }

    void awaitStatus(String closure, String status) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(closure(closure).toString()).contains("\"status\":\"" + status + "\""));
    }

    /** What the closure's followers were told, in order. */
    List<String> types(String closure) {
        return get("/v1/closures/" + closure + "/timeline?limit=200")
                .get("events")
                .valueStream()
                .map(event -> event.get("type").asString())
                .toList();
    }

    void awaitProtection(String closure, String status) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(closure(closure).get("protections").toString())
                                .contains("\"" + status + "\""));
    }

    void awaitOnChain(ChannelOnChain.Status status, long version) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            ChannelOnChain read = channel.read();
            assertThat(read.status()).isEqualTo(status);
            assertThat(read.stateVersion().longValue()).isEqualTo(version);
        });
    }

    /** The dispute's window passes. */
    void pastTheWindow() {
        chain.travel(Duration.ofSeconds(LocalHub.CHALLENGE_SECONDS + 60));
        chain.anvil().mine(1);
    }

    JsonNode get(String path) {
        return caller.call(service(), "GET", path, null, 200);
    }

    JsonNode post(String path, String json, int status) {
        return caller.call(service(), "POST", path, json, status);
    }

    @Override
    public void close() {
        services.forEach(RunningEpilogue::close);
        follower.close();
        node.close();
        database.close();
        chain.close();
    }
}
