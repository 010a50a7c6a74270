package dev.epilogue.sandbox.clearnode.client;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.encoding.Definition;
import dev.epilogue.sandbox.clearnode.engine.Session;
import dev.epilogue.sandbox.clearnode.engine.Share;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A session of two, 50/50 with quorum 100, in which alice holds 10 usdc and bob 20; and the frames that both sign. */
public final class Duel {

    public static final byte[] ALICE = DevelopmentKeys.key(1);
    public static final byte[] BOB = DevelopmentKeys.key(2);
    public static final byte[] COORDINATOR = DevelopmentKeys.key(9);
    public static final byte[] DAVE = DevelopmentKeys.key(4);

    private static final AtomicLong NONCES = new AtomicLong(1_767_225_600_000L);

    private final FakeClearNode node;
    private final Session opened;

    private Duel(FakeClearNode node, Session opened) {
        this.node = node;
        this.opened = opened;
    }

    /** Alice holds {@code total} and bob nothing. */
    public static Duel holding(FakeClearNode node, String total) {
        return open(node, "NitroRPC/0.4", split(total, "0"));
    }

    public static Duel open(FakeClearNode node, String protocol) {
        return open(node, protocol, split("10", "20"));
    }

    private static Duel open(FakeClearNode node, String protocol, List<Share> shares) {
        Definition definition = new Definition(
                "duel",
                protocol,
                List.of(
                        DevelopmentKeys.address(1).checksummed(),
                        DevelopmentKeys.address(2).checksummed()),
                List.of(BigInteger.valueOf(50), BigInteger.valueOf(50)),
                BigInteger.valueOf(100),
                BigInteger.valueOf(86_400),
                BigInteger.valueOf(NONCES.incrementAndGet()));
        return new Duel(node, node.openSession(definition, shares, ""));
    }

    public static Duel open(FakeClearNode node) {
        return open(node, "NitroRPC/0.4");
    }

    public String id() {
        return opened.id();
    }

    /** The session as it is now. */
    public Session session() {
        return node.session(id()).orElseThrow();
    }

    public static List<Share> split(String alice, String bob) {
        return List.of(
                Share.of(DevelopmentKeys.address(1).checksummed(), "usdc", alice),
                Share.of(DevelopmentKeys.address(2).checksummed(), "usdc", bob));
    }

    public String close(long requestId, String alice, String bob) {
        return close(requestId, allocations(split(alice, bob)));
    }

    public String close(long requestId, String allocations) {
        String params = "{\"app_session_id\":\"" + id() + "\"," + allocations + "}";
        return Frames.signed(
                Frames.req(requestId, "close_app_session", params, node.now().toEpochMilli()), ALICE, BOB);
    }

    public String operate(long requestId, long version, List<Share> shares) {
        String params = "{\"app_session_id\":\"" + id() + "\",\"intent\":\"operate\",\"version\":" + version + ","
                + allocations(shares) + "}";
        return Frames.signed(
                Frames.req(requestId, "submit_app_state", params, node.now().toEpochMilli()), ALICE, BOB);
    }

    public static String allocations(List<Share> shares) {
        StringBuilder text = new StringBuilder("\"allocations\":[");
        String separator = "";
        for (Share share : shares) {
            text.append(separator)
                    .append("{\"participant\":\"")
                    .append(share.participant())
                    .append("\",\"asset\":\"")
                    .append(share.asset())
                    .append("\",\"amount\":\"")
                    .append(share.amount().toPlainString())
                    .append("\"}");
            separator = ",";
        }
        return text.append("]").toString();
    }

    public BigDecimal unified(int index) {
        return node.unifiedBalances(DevelopmentKeys.address(index)).getOrDefault("usdc", BigDecimal.ZERO);
    }

    public Wire coordinator() {
        return loggedIn(COORDINATOR);
    }

    public Wire loggedIn(byte[] key) {
        Wire wire = new Wire(node.url());
        wire.login(key, node.now());
        return wire;
    }
}
