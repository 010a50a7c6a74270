package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.encoding.BrokerToken;
import dev.epilogue.sandbox.clearnode.engine.NodeState;
import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.fault.Faults;
import dev.epilogue.sandbox.clearnode.rpc.Method.Access;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** The node without its socket: what comes in on a peer, what goes out to whom, and what is kept. */
public final class Node {

    private static final BigInteger FIRST_TIMESTAMP = new BigInteger("1000000000000");
    private static final BigInteger LAST_TIMESTAMP = new BigInteger("9999999999999");

    private final Settings settings;
    private final NodeState state = new NodeState();
    private final Logins logins = new Logins();
    private final History history = new History();
    private final Journal journal = new Journal();
    private final Faults faults = new Faults();
    private final Audience audience;
    private final Map<String, Method> methods = new HashMap<>();
    private final Busy busy = new Busy();
    private final Runnable restart;
    private volatile Epoch epoch = new Epoch();
    private final AtomicInteger crashes = new AtomicInteger();

    /** @param restart called when a fault kills the node: drops all connections and calls {@link #reboot} */
    public Node(Settings settings, Runnable restart) {
        this.settings = settings;
        this.audience = new Audience(settings);
        this.restart = restart;
        Tags tags = new Tags();
        methods.putAll(SessionMethods.all());
        methods.putAll(SessionQueries.all());
        methods.putAll(KeyMethods.all());
        methods.putAll(history.all());
        methods.putAll(new LedgerMethods(tags).all());
        methods.putAll(new TransferMethod(tags).all());
        methods.putAll(new ConfigMethods(settings.chain(), settings.broker().checksummed()).all());
        methods.putAll(new ChannelMethods(settings).all());
        BrokerToken tokens = new BrokerToken(settings.brokerKey());
        methods.putAll(new AuthMethods(logins, tokens, settings.chain().symbols()).all());
    }

    public void connected(Peer peer) {
        audience.peers().add(peer);
        tell(peer, new Push("", "assets", settings.chain().assetsJson(Optional.empty())));
    }

    public void gone(Peer peer) {
        audience.peers().remove(peer);
    }

    /** Works on one frame to the end. Frames of one peer come one after the other. */
    public void handle(Peer peer, byte[] frame) {
        if (frame.length == 0) {
            return;
        }
        Decoded decoded = FrameDecoder.decode(frame);
        record(peer, decoded, new String(frame, StandardCharsets.UTF_8));
        if (audience.isSilent()) {
            return;
        }
        switch (decoded) {
            case Decoded.Malformed broken -> {
                String id = broken.id().orElseGet(() -> Long.toString(now().toEpochMilli()));
                answer(peer, Envelope.error(id, broken.text(), now()));
            }
            case Request request -> work(peer, request);
        }
    }

    private void work(Peer peer, Request request) {
        busy.enter();
        try {
            List<Fault> its = faults.take(request.method(), request.session());
            new Course(this, new Course.Visit(peer, request, epoch), its).run();
        } finally {
            busy.leave();
        }
    }

    /** Waits until nothing is being worked on. @throws IllegalStateException when that does not come about */
    public void awaitIdle(Duration timeout) {
        busy.awaitNone(timeout);
    }

    private void record(Peer peer, Decoded decoded, String text) {
        journal.add(
                switch (decoded) {
                    case Request request ->
                        new ReceivedFrame(peer.id(), request.method(), Optional.of(request.id()), text, now());
                    case Decoded.Malformed broken -> new ReceivedFrame(peer.id(), "", broken.id(), text, now());
                });
    }

    /** The method, after everything that is checked before its own rules. */
    Method admit(Peer peer, Request request) {
        Method method = methods.get(request.method());
        if (method == null) {
            throw new Refusal("unknown method: " + request.method());
        }
        if (method.access() != Access.PUBLIC) {
            String wallet = peer.wallet().orElseThrow(() -> new Refusal("authentication required"));
            locked(() -> {
                logins.touch(wallet, now());
                return wallet;
            });
            requireFresh(request.timestamp());
        }
        return method;
    }

    private void requireFresh(BigInteger timestamp) {
        boolean plausible = timestamp.compareTo(FIRST_TIMESTAMP) >= 0 && timestamp.compareTo(LAST_TIMESTAMP) <= 0;
        long oldest = now().minus(settings.timing().messageExpiry()).toEpochMilli();
        if (!plausible || timestamp.longValue() < oldest) {
            throw new Refusal("invalid message timestamp");
        }
    }

    Work prepare(Method method, Peer peer, Request request) {
        return locked(() -> method.prepare().apply(new Call(state, peer, request, now())));
    }

    /** Pushes leave in the order of the commits. */
    Reply commit(Work work) {
        return locked(() -> {
            Reply reply = work.commit();
            publish(reply.before());
            return reply;
        });
    }

    void remember(String wallet, Request request, Envelope answer) {
        locked(() -> {
            history.add(wallet, request, answer.res());
            return wallet;
        });
    }

    void tellBalances(String wallet) {
        uninterrupted(() -> audience.publish(List.of(Pushes.balances(state, wallet))));
    }

    void publish(List<Push> pushes) {
        uninterrupted(() -> audience.publish(pushes));
    }

    /** What a connection is told here comes to it in one piece, whatever others do that it is told of. */
    void uninterrupted(Runnable telling) {
        locked(() -> {
            telling.run();
            return "";
        });
    }

    void answer(Peer peer, Envelope envelope) {
        audience.answer(peer, envelope);
    }

    void tell(Peer peer, Push push) {
        audience.tell(peer, push);
    }

    /** The end of this run of the node and the start of the next: logins and work in progress are lost, rows are kept. */
    public void reboot() {
        epoch.end();
        expireLogins();
        epoch = new Epoch();
    }

    void kill() {
        restart.run();
    }

    void crash() {
        crashes.incrementAndGet();
        kill();
    }

    /** How often a request brought the whole process down. */
    public int crashes() {
        return crashes.get();
    }

    public void stop() {
        epoch.end();
    }

    public void forgetLogins() {
        peers().forEach(peer -> peer.authenticate(""));
    }

    public void expireLogins() {
        locked(() -> {
            logins.forget();
            return "";
        });
    }

    /** A silent node reads frames, and neither works on them nor says anything. */
    public void silence(boolean on) {
        audience.silence(on);
    }

    public Set<Peer> peers() {
        return audience.peers();
    }

    public Journal journal() {
        return journal;
    }

    public Faults faults() {
        return faults;
    }

    public ChainHooks chain() {
        return new ChainHooks(this, settings.chain());
    }

    Settings settings() {
        return settings;
    }

    public Instant now() {
        return settings.timing().clock().instant();
    }

    public <T> T read(Function<NodeState, T> reading) {
        return locked(() -> reading.apply(state));
    }

    private <T> T locked(Supplier<T> critical) {
        synchronized (state) {
            return critical.get();
        }
    }
}
