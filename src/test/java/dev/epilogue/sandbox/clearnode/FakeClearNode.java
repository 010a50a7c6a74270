package dev.epilogue.sandbox.clearnode;

import dev.epilogue.sandbox.clearnode.encoding.Definition;
import dev.epilogue.sandbox.clearnode.encoding.Policy;
import dev.epilogue.sandbox.clearnode.engine.ExecutedClose;
import dev.epilogue.sandbox.clearnode.engine.LedgerRecord;
import dev.epilogue.sandbox.clearnode.engine.NodeState;
import dev.epilogue.sandbox.clearnode.engine.OpenSession;
import dev.epilogue.sandbox.clearnode.engine.Session;
import dev.epilogue.sandbox.clearnode.engine.Share;
import dev.epilogue.sandbox.clearnode.fault.Faults;
import dev.epilogue.sandbox.clearnode.rpc.ChainHooks;
import dev.epilogue.sandbox.clearnode.rpc.Journal;
import dev.epilogue.sandbox.clearnode.rpc.Node;
import dev.epilogue.sandbox.clearnode.rpc.Peer;
import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A ClearNode 0.5 on a real socket of this machine, with the real one's behaviour and with faults on demand. */
public final class FakeClearNode implements AutoCloseable {

    private final FakeClearNodeOptions options;
    private final Node node;
    private final Listener listener;

    private FakeClearNode(FakeClearNodeOptions options) {
        this.options = options;
        this.node = new Node(options.settings(), this::restart);
        this.listener = new Listener(node, options.port());
    }

    public static FakeClearNode start(FakeClearNodeOptions options) {
        return new FakeClearNode(options);
    }

    /** {@code ws://127.0.0.1:port/ws}; stays the same over restarts. */
    public String url() {
        return "ws://127.0.0.1:" + port() + "/ws";
    }

    public int port() {
        return listener.port();
    }

    public Address brokerAddress() {
        return options.settings().broker();
    }

    public Faults faults() {
        return node.faults();
    }

    public Journal journal() {
        return node.journal();
    }

    /** For whoever plays the chain. */
    public ChainHooks chain() {
        return node.chain();
    }

    // what a test sets up without asking anybody

    /** A deposit into a wallet's unified balance. */
    public void fund(Address wallet, String asset, String amount) {
        alter(state -> state.fund(wallet.checksummed(), asset, new BigDecimal(amount), now()));
    }

    /** The money of the allocations comes from nowhere. @throws dev.epilogue.sandbox.clearnode.engine.Refusal for a definition that no node takes */
    public Session openSession(Definition definition, List<Share> allocations, String data) {
        return look(state -> new OpenSession(definition, allocations, data)
                .force(state, now())
                .commit()
                .session());
    }

    /** A key without allowances. */
    public void registerSessionKey(Address wallet, Address key, String application, Instant expiresAt) {
        Policy policy = new Policy(
                wallet.checksummed(),
                key.checksummed(),
                application,
                "",
                BigInteger.valueOf(expiresAt.getEpochSecond()),
                List.of());
        alter(state -> state.keys().register(policy, List.of(), now()));
    }

    // what a test reads

    public Optional<Session> session(String id) {
        return node.read(state -> state.session(id));
    }

    /** What a session's account holds, participants and strangers together, per asset. */
    public Map<String, BigDecimal> sessionTotals(String id) {
        return node.read(state -> state.ledger().totals(id));
    }

    public Map<String, BigDecimal> unifiedBalances(Address wallet) {
        return node.read(state -> state.unified(wallet.checksummed()));
    }

    /** The {@code app_withdrawal} records of a session: more than one per entry of the close is a double payment. */
    public List<LedgerRecord> withdrawals(String id) {
        return node.read(state -> state.ledger()
                .records(
                        row -> row.type().equals("app_withdrawal") && row.from().equals(id)));
    }

    /** Every close that was booked, in order, with the connection that asked for it. */
    public List<ExecutedClose> executedCloses() {
        return node.read(NodeState::closes);
    }

    /** Waits until the work on everything received is done, also where its connection is gone. */
    public void awaitIdle(Duration timeout) {
        node.awaitIdle(timeout);
    }

    /** How often a request brought the whole process down: a login with a short signature does. */
    public int crashes() {
        return node.crashes();
    }

    /** Any other look at the state. */
    public <T> T look(Function<NodeState, T> look) {
        return node.read(look);
    }

    /** Any other change of the state. */
    public void alter(Consumer<NodeState> change) {
        node.read(state -> {
            change.accept(state);
            return state;
        });
    }

    public Instant now() {
        return node.now();
    }

    // the node as a whole

    /** Connections, logins and unfinished work are lost, everything committed is kept. */
    public void restart() {
        refuseConnections();
        acceptConnections();
    }

    /** Like {@link #restart()}, with nobody listening in between. */
    public void restart(Duration down) {
        refuseConnections();
        Mono.delay(down, Schedulers.boundedElastic()).subscribe(over -> acceptConnections());
    }

    /** Nobody listens any more; every connection is cut. */
    public void refuseConnections() {
        listener.close();
        dropConnections();
        node.reboot();
    }

    /** Listens again, on the same port. */
    public void acceptConnections() {
        listener.open();
    }

    /** Every connection is cut, the node goes on. */
    public void dropConnections() {
        node.peers().forEach(Peer::cut);
    }

    /** Connections that exist go dead without an end: nothing is read, answered or closed any more. */
    public void halfOpen() {
        node.peers().forEach(peer -> ((Connection) peer).goDeaf());
    }

    /** Frames are read and nothing comes of them; WebSocket pings are still answered. */
    public void silence(boolean on) {
        node.silence(on);
    }

    /** Private calls on connections that exist answer {@code authentication required}. */
    public void forgetLogins() {
        node.forgetLogins();
    }

    /** Private calls on connections that exist answer {@code session expired, please re-authenticate}. */
    public void expireLogins() {
        node.expireLogins();
    }

    @Override
    public void close() {
        node.stop();
        dropConnections();
        listener.end();
    }
}
