package dev.epilogue.testing;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.clearnode.encoding.Definition;
import dev.epilogue.sandbox.clearnode.engine.Booking;
import dev.epilogue.sandbox.clearnode.engine.CloseSession;
import dev.epilogue.sandbox.clearnode.engine.Session;
import dev.epilogue.sandbox.clearnode.engine.Share;
import dev.epilogue.sandbox.clearnode.engine.UpdateSession;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.rpc.Chain;
import dev.epilogue.sandbox.clearnode.rpc.ReceivedFrame;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A ClearNode 0.5 whose sessions speak one protocol version. */
public final class ClearNodeStand implements NodeStand {

    public static final String V02 = "NitroRPC/0.2";
    public static final String V04 = "NitroRPC/0.4";
    public static final String CLOSE = "close_app_session";

    /** Of the development mnemonic. */
    private static final String LOGIN_KEY = "0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba";

    private static final AtomicLong NONCES = new AtomicLong(1_767_225_600_000L);

    private final FakeClearNode node;
    private final String protocol;
    private final Map<SessionId, Integer> withdrawnBefore = new ConcurrentHashMap<>();

    private ClearNodeStand(FakeClearNode node, String protocol) {
        this.node = node;
        this.protocol = protocol;
    }

    public static ClearNodeStand of(FakeClearNode node, String protocol) {
        return new ClearNodeStand(node, protocol);
    }

    public static ClearNodeStand start(String protocol) {
        return start(FakeClearNodeOptions.defaults(), protocol);
    }

    public static ClearNodeStand start(FakeClearNodeOptions options, String protocol) {
        Chain known = options.settings().chain();
        Chain chain = new Chain(
                known.networks(),
                List.of(
                        new Chain.Asset("0x749d20D85555330d20862770b58a72939285c42a", 31337, "yusd", 6),
                        new Chain.Asset("0x5c4A427Fbc88c761db3887d88606D97D32e95c3B", 31337, "weth", 18)));
        return new ClearNodeStand(FakeClearNode.start(options.withChain(chain)), protocol);
    }

    /** With its contract and its tokens on a local chain. */
    public static ClearNodeStand on(LocalChain local, String protocol) {
        Chain chain = new Chain(
                List.of(new Chain.Network(
                        local.id(),
                        "local",
                        local.custody().checksummed(),
                        local.adjudicator().checksummed())),
                List.of(
                        new Chain.Asset(local.usd().checksummed(), local.id(), "yusd", 6),
                        new Chain.Asset(local.weth().checksummed(), local.id(), "weth", 18)));
        FakeClearNodeOptions options = FakeClearNodeOptions.defaults()
                .withBrokerKey(Hex.decode(LocalChain.NODE.privateKey()))
                .withChain(chain);
        return new ClearNodeStand(FakeClearNode.start(options), protocol);
    }

    /** The service at this node. */
    public Stage stage() {
        return stage(Map.of());
    }

    public Stage stage(Map<String, Object> more) {
        return Stage.at(this, more);
    }

    public FakeClearNode node() {
        return node;
    }

    @Override
    public String dialect() {
        return "nitrorpc";
    }

    @Override
    public String url() {
        return node.url();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("address", node.brokerAddress().toString(), "login.private-key", LOGIN_KEY);
    }

    @Override
    public Address address() {
        return node.brokerAddress();
    }

    @Override
    public SessionId session(int quorum, List<Wallet> participants, Allocation... holdings) {
        Definition definition = new Definition(
                "closure-demo",
                protocol,
                participants.stream()
                        .map(wallet -> wallet.address().checksummed())
                        .toList(),
                Collections.nCopies(participants.size(), BigInteger.ONE),
                BigInteger.valueOf(quorum),
                BigInteger.valueOf(86_400),
                BigInteger.valueOf(NONCES.incrementAndGet()));
        node.openSession(definition, shares(holdings), "");
        return definition.id();
    }

    @Override
    public void strikeClose(SessionId session, Mishap mishap) {
        node.faults().on(CLOSE).session(session.hash().hex()).inject(fault(session, mishap));
    }

    private Fault fault(SessionId session, Mishap mishap) {
        return switch (mishap) {
            case CUT_AFTER -> new Fault.DropAfter();
            case UNANSWERED -> new Fault.LoseAnswer();
            case GARBLED -> new Fault.Garbage("<html>502 Bad Gateway</html>");
            case ANSWERED_TWICE -> new Fault.DuplicateAnswer();
            case SLOW -> new Fault.Delay(Duration.ofMillis(500));
            case CUT_BEFORE -> new Fault.DropBefore();
            case FAILED -> new Fault.Refuse("failed to commit transaction: (SQLSTATE 57P01)");
            case UPDATED_FIRST -> new Fault.VersionRace(held(session));
            case CLOSED_FIRST -> new Fault.ClosedElsewhere(held(session));
        };
    }

    @Override
    public void update(SessionId id, Allocation... split) {
        List<Share> wanted = shares(split);
        boolean moves = total(wanted).compareTo(total(held(id))) != 0;
        node.alter(state -> {
            Booking booking = state.ledger().begin(node.now());
            for (Share share : wanted) {
                Address wallet = Address.parse(share.participant());
                BigDecimal delta = share.amount().subtract(booking.balance(hex(id), wallet, share.asset()));
                booking.book(hex(id), wallet, share.asset(), delta);
                if (moves) {
                    note(booking, hex(id), share, delta);
                }
            }
            booking.commit();
            new UpdateSession(hex(id), "operate", BigInteger.ZERO, wanted, Optional.empty())
                    .force(state, node.now())
                    .commit();
        });
        withdrawnBefore.put(id, node.withdrawals(hex(id)).size());
    }

    private static void note(Booking booking, String id, Share share, BigDecimal delta) {
        if (delta.signum() > 0) {
            booking.note("app_deposit", share.participant(), id, share.asset(), delta);
        } else if (delta.signum() < 0) {
            booking.note("app_withdrawal", id, share.participant(), share.asset(), delta.negate());
        }
    }

    @Override
    public void close(SessionId id) {
        node.alter(state -> new CloseSession(hex(id), held(id), Optional.empty(), 0)
                .force(state, node.now())
                .commit());
    }

    @Override
    public boolean closed(SessionId id) {
        return !row(id).open();
    }

    @Override
    public String sessionData(SessionId id) {
        return row(id).data();
    }

    @Override
    public int sessionReads() {
        return node.journal().of("get_app_sessions").size();
    }

    @Override
    public int closesReceived(SessionId id) {
        return closes(id).size();
    }

    /** Every frame with a close of the session. */
    public List<ReceivedFrame> closes(SessionId id) {
        return node.journal().of(CLOSE).stream()
                .filter(frame -> frame.text().contains(hex(id)))
                .toList();
    }

    @Override
    public void awaitCloses(SessionId id, int count) {
        node.journal().await(CLOSE, frame -> frame.text().contains(hex(id)), count, Closing.PATIENCE);
    }

    @Override
    public int closesExecuted(SessionId id) {
        return (int) node.executedCloses().stream()
                .filter(close -> close.session().equals(hex(id)) && close.connection() != 0)
                .count();
    }

    @Override
    public List<String> executed(SessionId id) {
        return node.executedCloses().stream()
                .filter(close -> close.session().equals(hex(id)) && close.connection() != 0)
                .map(close -> close.allocations().stream()
                        .map(share -> share.participant() + " "
                                + share.amount().stripTrailingZeros().toPlainString())
                        .sorted()
                        .collect(Collectors.joining(", ", "close: ", "")))
                .toList();
    }

    @Override
    public int payments(SessionId id) {
        return node.withdrawals(hex(id)).size() - withdrawnBefore.getOrDefault(id, 0);
    }

    /** What every participant has in the session. */
    public List<Share> held(SessionId id) {
        Session row = row(id);
        return node.look(state -> row.definition().participants().stream()
                .flatMap(participant -> state.ledger().balances(hex(id), Address.parse(participant)).entrySet().stream()
                        .map(each -> new Share(participant, each.getKey(), each.getValue())))
                .toList());
    }

    private Session row(SessionId id) {
        return node.session(hex(id)).orElseThrow();
    }

    private static String hex(SessionId id) {
        return id.hash().hex();
    }

    private static BigDecimal total(List<Share> shares) {
        return shares.stream().map(Share::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<Share> shares(Allocation... split) {
        return Arrays.stream(split)
                .map(each -> Share.of(
                        each.participant().checksummed(),
                        each.asset(),
                        each.amount().text()))
                .toList();
    }

    @Override
    public void close() {
        node.close();
    }
}
