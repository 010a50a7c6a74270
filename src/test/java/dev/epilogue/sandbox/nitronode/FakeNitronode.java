package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.sandbox.nitronode.fault.Faults;
import dev.epilogue.sandbox.nitronode.ledger.Books;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.protocol.Executions;
import dev.epilogue.sandbox.nitronode.protocol.Executions.Executed;
import dev.epilogue.sandbox.nitronode.protocol.Protocol;
import dev.epilogue.sandbox.nitronode.socket.Journal;
import dev.epilogue.sandbox.nitronode.socket.NodeSide;
import dev.epilogue.sandbox.nitronode.socket.NodeSocket;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A Nitronode 1.4.1 in the same process, on a real WebSocket. See the package's description for its use.
 *
 * <p>Safe for use by several threads. Everything that it books is kept until it is closed, restarts included.
 */
public final class FakeNitronode implements AutoCloseable {

    private final Node node;
    private final FakeLedger ledger;
    private final Faults faults = new Faults();
    private final Journal journal;
    private final Executions executions;
    private final NodeSocket socket;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private FakeNitronode(FakeNitronodeOptions options) {
        node = new Node(
                Hex.decode(options.nodeKey(), 32),
                options.network(),
                options.settings().ledger(),
                options.clock());
        ledger = new FakeLedger(node);
        journal = new Journal(options.clock());
        executions = new Executions(options.clock());
        Protocol protocol = new Protocol(node, executions, options.clock());
        socket = new NodeSocket(
                options.port(),
                new NodeSide(protocol, faults, journal, ledger, executor),
                options.settings().transport());
    }

    /** Listens when this returns. */
    public static FakeNitronode start(FakeNitronodeOptions options) {
        FakeNitronode fake = new FakeNitronode(options);
        fake.socket.listen();
        return fake;
    }

    public static FakeNitronode start() {
        return start(FakeNitronodeOptions.defaults());
    }

    public URI url() {
        return URI.create("ws://127.0.0.1:" + socket.port() + "/ws");
    }

    public Address nodeAddress() {
        return node.address();
    }

    /** Set-up, events of the chain, and what is booked. */
    public FakeLedger ledger() {
        return ledger;
    }

    public Faults faults() {
        return faults;
    }

    /** Short for {@code faults().add(rule)}. */
    public FakeNitronode with(FaultRule rule) {
        faults.add(rule);
        return this;
    }

    public Journal journal() {
        return journal;
    }

    /** Updates that clients had executed, in order. */
    public List<Executed> executed() {
        return executions.all();
    }

    /** Waits until a client's update has brought the session to this version at least. */
    public Executed awaitExecuted(SessionId session, long version, Duration limit) throws InterruptedException {
        return executions.await(session, version, limit);
    }

    /** Ids of the connections that are open now. */
    public List<String> openConnections() {
        return socket.open();
    }

    public void dropConnections() {
        socket.cutAll();
    }

    /** The kernel refuses new connections; those that exist go on. */
    public void refuseConnections() {
        socket.deafen();
    }

    public void acceptConnections() {
        socket.listen();
    }

    /** All connections are cut (1006); new ones are refused for that time. Completes when the node listens again. */
    public CompletableFuture<Void> restart(Duration down) {
        socket.deafen();
        socket.cutAll();
        if (down.isZero()) {
            socket.listen();
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(
                socket::listen, CompletableFuture.delayedExecutor(down.toNanos(), TimeUnit.NANOSECONDS, executor));
    }

    /** Everything that is booked, for {@link #restore}. */
    public Books backup() {
        synchronized (node) {
            return node.backup();
        }
    }

    /** The operator restores an old backup: versions go back, what happened since is forgotten. */
    public void restore(Books backup) {
        synchronized (node) {
            node.restore(backup);
        }
    }

    /** Present connections get no more pings. */
    public void silencePings() {
        socket.silencePings();
    }

    /** Present connections stay open, but nothing is read from or written to them any more. */
    public void halfOpen() {
        socket.halfOpen();
    }

    @Override
    public void close() {
        socket.deafen();
        socket.cutAll();
        executor.shutdown();
    }
}
