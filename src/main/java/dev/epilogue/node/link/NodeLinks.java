package dev.epilogue.node.link;

import dev.epilogue.node.Budget;
import dev.epilogue.node.ConnectionWish;
import dev.epilogue.node.Frame;
import dev.epilogue.node.Lane;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.node.NodeStatus.Asking;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;

/**
 * All connections to one node: some for reads, others for frames alone, and one-off connections for reads that must not stand
 * behind anything. Answers arrive on Reactor's parallel scheduler, so that no caller can hold up the sockets.
 */
public final class NodeLinks implements AutoCloseable {

    private static final int FRESH_READS_WAITING = 64;
    private static final int SOME_MORE = 2;
    private static final Duration SHUTDOWN = Duration.ofSeconds(2);

    private final String name;
    private final NodeSettings settings;
    private final LoopResources loops;
    private final LinkContext context;
    private final LinkGroup reading;
    private final LinkGroup submitting;
    private final Sinks.Many<String> needs = Sinks.many().multicast().directBestEffort();
    private final AtomicInteger single = new AtomicInteger();
    private volatile int allowed;
    private final SharedReads shared = new SharedReads();
    private final InstrumentedPool<String> freshConnections;

    public NodeLinks(String name, NodeSettings settings, Wire wire) {
        NodeSettings.Connections connections = settings.connections();
        this.name = name;
        this.settings = settings;
        this.allowed = connections.limit();
        this.loops = LoopResources.create("node-" + name, 1, true);
        this.context = new LinkContext(settings, wire, loops);
        this.reading = new LinkGroup(
                name + " reads",
                context,
                new LinkGroup.Size(connections.reading(), () -> connections.mostReading(pooled())),
                wire::open,
                this::needMore);
        this.submitting = new LinkGroup(
                name + " submissions",
                context,
                new LinkGroup.Size(connections.submitting(), () -> connections.mostSubmitting(pooled())),
                wire::openForFrames,
                this::needMore);
        this.freshConnections = PoolBuilder.from(Mono.just("one-off connection"))
                .sizeBetween(0, connections.fresh())
                .maxPendingAcquire(FRESH_READS_WAITING)
                .buildPool();
    }

    /** Returns at once; the node need not be there. */
    public void start() {
        reading.start();
        submitting.start();
    }

    /** No more frames, until started again: what waits for its turn is not sent. Reads and answers are not concerned. */
    public void stopSending() {
        submitting.stopSending();
    }

    /** What is in flight becomes unknown; may be started again. */
    public void stop() {
        reading.stop();
        submitting.stop();
    }

    /** Some beyond those that are open, so that not each one has to be asked for; more where there were too few. */
    public ConnectionWish wish() {
        NodeSettings.Connections connections = settings.connections();
        int open = reading.size() + submitting.size() + single.get();
        boolean tooFew = reading.needed() | submitting.needed();
        int more = tooFew ? Math.max(SOME_MORE, open) : SOME_MORE;
        int wanted = Math.max(connections.least(), open + more);
        return new ConnectionWish(name, connections.least(), wanted, connections.limit());
    }

    /** All kinds together. Those that are kept, and those for single reads, are there in any case. */
    public void allow(int connections) {
        allowed = connections;
        resized();
    }

    private void resized() {
        reading.resized();
        submitting.resized();
    }

    /** While something is read singly, a connection less may be open for everybody. */
    private int pooled() {
        return allowed - single.get();
    }

    public Flux<String> needs() {
        return needs.asFlux();
    }

    private void needMore() {
        needs.tryEmitNext(name);
    }

    /** Ends the event loop as well. */
    @Override
    public void close() {
        stop();
        loops.disposeLater(Duration.ZERO, SHUTDOWN).subscribe();
    }

    /**
     * A read on any connection; fails with {@link NodeException.Unavailable}, and out of the callers' budget with
     * {@link NodeException.Overloaded} too. Error answers are answers.
     */
    public Mono<Incoming.Answer> ask(Budget budget, Request request) {
        return Mono.deferContextual(context -> {
                    Turn turn = Lane.of(context)
                            .map(lane -> new Turn(Budget.CALLERS, lane.caller()))
                            .orElseGet(() -> new Turn(budget, request.lane()));
                    return shared.read(turn, request, () -> askIn(reading, turn, request));
                })
                .publishOn(Schedulers.parallel());
    }

    /** A read on a connection that is opened for it. */
    public Mono<Incoming.Answer> askAfresh(Request request) {
        return afresh(1, ask -> ask.apply(request));
    }

    /**
     * Reads one after another on a connection that is opened for them.
     *
     * @param longest how many reads it may take: bounds the time
     * @param reading completes with its last read
     */
    public <T> Mono<T> afresh(int longest, Function<Function<Request, Mono<Incoming.Answer>>, Mono<T>> reading) {
        NodeSettings.Timeouts timeouts = settings.timeouts();
        Duration each = timeouts.turn().plus(timeouts.answer());
        return freshConnections
                .withPoolable(permit -> Mono.usingWhen(
                        Mono.fromSupplier(this::oneOff),
                        group -> reading.apply(
                                request -> askIn(group, Turn.FIRST, request).publishOn(Schedulers.parallel())),
                        group -> Mono.fromRunnable(() -> end(group))))
                .next()
                .timeout(timeouts.connect().plus(each.multipliedBy(longest)))
                .onErrorMap(
                        failure -> !(failure instanceof NodeException),
                        failure -> new NodeException.Unavailable("no connection of its own for a read"))
                .publishOn(Schedulers.parallel());
    }

    private LinkGroup oneOff() {
        LinkGroup group = new LinkGroup(
                name + " one-off", context, new LinkGroup.Size(1, () -> 1), context.wire()::open, () -> {});
        single.incrementAndGet();
        resized();
        group.start();
        return group;
    }

    private void end(LinkGroup oneOff) {
        oneOff.stop();
        single.decrementAndGet();
        resized();
    }

    private Mono<Incoming.Answer> askIn(LinkGroup group, Turn turn, Request request) {
        return Mono.defer(() -> group.deliver(turn, List.of(new Job.Part.Fresh(request)), SendDeadline.in(patience())))
                .map(deliveries -> Reasons.answer(deliveries.getFirst()));
    }

    /** Frames back to back on one connection, each only before the deadline; one delivery per frame, never an error. */
    public Mono<List<Delivery>> submit(List<Frame> frames, SendDeadline deadline) {
        return Mono.defer(() -> frameLine().submit(frames, deadline));
    }

    /** The connection that will carry a submission, for whoever needs the same one again. */
    public FrameLine frameLine() {
        return new FrameLine(submitting, patience());
    }

    /** Up means that both a read and a frame would find a connection, and an answer. */
    public NodeStatus status(@Nullable NodeIdentity identity) {
        LinkState reads = reading.state();
        LinkState frames = submitting.state();
        LinkState worse = reads.compareTo(frames) > 0 ? reads : frames;
        Asking asking = context.breaker().asking();
        boolean silent = !worse.away() && asking != Asking.CLOSED;
        LinkState link = silent ? LinkState.SILENT : worse;
        Mark heard = context.heardAt().get();
        Mark away =
                silent ? context.breaker().openSince() : context.refusedSince().get();
        Mark since = away != null ? away : Objects.requireNonNullElse(heard, context.started());
        long now = System.nanoTime();
        return new NodeStatus(
                name,
                link,
                identity,
                context.clock().value(Instant.now(), now),
                settings.pace().requestsPerSecond(),
                reading.up() + submitting.up(),
                Mark.at(heard),
                asking,
                Mark.at(away),
                link == LinkState.UP ? Duration.ZERO : since.age(now),
                context.problem().get());
    }

    /** How long a request of ours may wait to be written. */
    public Duration patience() {
        return settings.timeouts().turn();
    }

    public Traffic traffic() {
        return context.traffic();
    }
}
