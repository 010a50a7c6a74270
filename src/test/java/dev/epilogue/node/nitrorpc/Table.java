package dev.epilogue.node.nitrorpc;

import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeSettings.Connections;
import dev.epilogue.node.NodeSettings.Pace;
import dev.epilogue.node.NodeSettings.Timeouts;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.encoding.Definition;
import dev.epilogue.sandbox.clearnode.engine.Share;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.nitrorpc.NitroRpcPayloads;
import dev.epilogue.signing.nitrorpc.OpenSession;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A fake ClearNode, a client of it, and two players with a session: alice (50) and bob (50), quorum 100. */
final class Table implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final byte[] ALICE = DevelopmentKeys.key(1);
    static final byte[] BOB = DevelopmentKeys.key(2);
    static final byte[] CAROL = DevelopmentKeys.key(3);
    static final byte[] SERVICE = DevelopmentKeys.key(9);
    static final Pace FAST = Pace.of(10_000, 1_000, 1_000, 1_000);

    private static final AtomicLong NONCES = new AtomicLong(1_767_225_600_000L);
    private static final AtomicLong IDS = new AtomicLong(NitroRpcPayloads.LOWEST_FROZEN_ID);

    final FakeClearNode node;
    final NitroRpcClient client;

    private Table(FakeClearNode node, NodeSettings settings) {
        this.node = node;
        this.client = new NitroRpcClient("table", settings);
    }

    /** Connected and logged in. */
    static Table set() {
        return set(settings -> settings);
    }

    static Table set(UnaryOperator<NodeSettings> different) {
        Table table = prepared(different);
        table.client.start();
        table.awaitUp();
        return table;
    }

    /** Not connected yet. */
    static Table prepared(UnaryOperator<NodeSettings> different) {
        FakeClearNode node = FakeClearNode.start(FakeClearNodeOptions.defaults().withWork(Duration.ofMillis(1)));
        return new Table(node, different.apply(settings(node)));
    }

    static NodeSettings settings(FakeClearNode node) {
        return settings(node.url()).withAddress(node.brokerAddress().checksummed());
    }

    static NodeSettings settings(String url) {
        return NodeSettings.of(url, "nitrorpc")
                .with(FAST)
                .with(Connections.fixed(1, 1, 2))
                .with(timeouts(Duration.ofSeconds(60)))
                .with(new NodeSettings.Login(Hex.encode(SERVICE), "closing-desk"));
    }

    static Timeouts timeouts(Duration silence) {
        return timeouts(Duration.ofSeconds(3), silence);
    }

    static Timeouts timeouts(Duration answer, Duration silence) {
        return new Timeouts(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                answer,
                silence,
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofMillis(100));
    }

    void awaitUp() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> client.status().link() == LinkState.UP);
    }

    static Address address(byte[] key) {
        return Secp256k1.best().addressOf(key);
    }

    static Share share(byte[] key, String asset, String amount) {
        return Share.of(address(key).checksummed(), asset, amount);
    }

    /** Alice 50 and bob 50 of 100. */
    SessionId seat(Share... shares) {
        return seat(100, List.of(address(ALICE).checksummed(), address(BOB).checksummed()), List.of(50L, 50L), shares);
    }

    SessionId seat(long quorum, List<String> participants, List<Long> weights, Share... shares) {
        return seat("NitroRPC/0.4", quorum, participants, weights, shares);
    }

    SessionId seat(String protocol, long quorum, List<String> participants, List<Long> weights, Share... shares) {
        Definition definition = new Definition(
                "A&B <Łódź>",
                protocol,
                participants,
                weights.stream().map(BigInteger::valueOf).toList(),
                BigInteger.valueOf(quorum),
                BigInteger.valueOf(86_400),
                BigInteger.valueOf(NONCES.incrementAndGet()));
        return SessionId.parse(
                node.openSession(definition, Arrays.asList(shares), "").id());
    }

    SessionReading read(SessionId id) {
        return client.readSession(id).block(PATIENCE);
    }

    static Allocation row(byte[] key, String asset, String amount) {
        return new Allocation(address(key), asset, Amount.parse(amount));
    }

    Payload close(SessionId id, Allocation... split) {
        return close(id, System.currentTimeMillis() + 60_000, split);
    }

    Payload close(SessionId id, long timestamp, Allocation... split) {
        return close(read(id), timestamp, List.of(split));
    }

    static Payload close(SessionReading reading, long timestamp, List<Allocation> split) {
        OpenSession session = new OpenSession(
                reading.sessionId(),
                reading.versionNumber(),
                reading.participants().stream().map(Member::spelling).toList(),
                reading.allocations());
        return NitroRpcPayloads.freeze(session, split, null, IDS.incrementAndGet(), timestamp)
                .getFirst();
    }

    static String sign(Payload payload, byte[] key) {
        return Secp256k1.best().sign(payload.digest(), key).hex();
    }

    Frame frame(SessionId id, Payload payload, byte[]... keys) {
        List<String> signatures =
                Arrays.stream(keys).map(key -> sign(payload, key)).toList();
        return client.frame(payload, id, signatures, node.now());
    }

    FrameOutcome submit(Frame frame) {
        return client.submit(List.of(frame), SendDeadline.in(PATIENCE))
                .block(PATIENCE)
                .getFirst();
    }

    @Override
    public void close() {
        client.close();
        node.close();
    }
}
