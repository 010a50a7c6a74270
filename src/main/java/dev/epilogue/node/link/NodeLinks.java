package dev.epilogue.node.link;

import dev.epilogue.node.Frame;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
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
    private static final Duration SHUTDOWN = Duration.ofSeconds(2);

    private final String name;
    private final NodeSettings settings;
    private final LoopResources loops;
    private final LinkContext context;
    private final List<NodeLink> reading;
    private final List<NodeLink> submitting;
    private final SharedReads shared = new SharedReads();
    private final InstrumentedPool<String> freshConnections;

    public NodeLinks(String name, NodeSettings settings, Wire wire) {
        this.name = name;
        this.settings = settings;
        this.loops = LoopResources.create("node-" + name, 1, true);
        this.context = new LinkContext(settings, wire, loops);
        this.reading = links("reads", settings.connections().reading(), wire::open);
        this.submitting = links("submissions", settings.connections().submitting(), wire::openForFrames);
        this.freshConnections = PoolBuilder.from(Mono.just("one-off connection"))
                .sizeBetween(0, settings.connections().fresh())
                .maxPendingAcquire(FRESH_READS_WAITING)
                .buildPool();
    }

    private List<NodeLink> links(
            String purpose, int count, Function<Function<Request, Mono<Incoming.Answer>>, Mono<Void>> preparation) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new NodeLink(name + " " + purpose + " " + number, context, preparation))
                .toList();
    }

    /** Returns at once; the node need not be there. */
    public void start() {
        all().forEach(NodeLink::start);
    }

    /** No more frames, until started again: what waits for its turn is not sent. Reads and answers are not concerned. */
    public void stopSending() {
        submitting.forEach(NodeLink::stopSending);
    }

    /** What is in flight becomes unknown; may be started again. */
    public void stop() {
        all().forEach(NodeLink::stop);
    }

    /** Ends the event loop as well. */
    @Override
    public void close() {
        stop();
        loops.disposeLater(Duration.ZERO, SHUTDOWN).subscribe();
    }

    /** A read on any connection; fails with {@link NodeException.Unavailable}. Error answers are answers. */
    public Mono<Incoming.Answer> ask(Request request) {
        return shared.read(request, () -> askOn(idlest(reading), request)).publishOn(Schedulers.parallel());
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
                        link -> reading.apply(request -> askOn(link, request).publishOn(Schedulers.parallel())),
                        link -> Mono.fromRunnable(link::stop)))
                .next()
                .timeout(timeouts.connect().plus(each.multipliedBy(longest)))
                .onErrorMap(
                        failure -> !(failure instanceof NodeException),
                        failure -> new NodeException.Unavailable("no connection of its own for a read"))
                .publishOn(Schedulers.parallel());
    }

    private NodeLink oneOff() {
        NodeLink link = new NodeLink(name + " one-off", context, context.wire()::open);
        link.start();
        return link;
    }

    private Mono<Incoming.Answer> askOn(NodeLink link, Request request) {
        return Mono.defer(() -> link.deliver(
                        request.lane(),
                        List.of(new Job.Part.Fresh(request)),
                        SendDeadline.in(settings.timeouts().turn())))
                .map(deliveries -> Reasons.answer(deliveries.getFirst()));
    }

    /** Frames back to back on one connection, each only before the deadline; one delivery per frame, never an error. */
    public Mono<List<Delivery>> submit(List<Frame> frames, SendDeadline deadline) {
        return Mono.defer(() -> frameLine().submit(frames, deadline));
    }

    /** The connection for frames that has least to do now, for whoever needs the same one again. */
    public FrameLine frameLine() {
        NodeLink link = idlest(submitting);
        return new FrameLine(link, request -> askOn(link, request));
    }

    private static NodeLink idlest(List<NodeLink> links) {
        return links.stream()
                .min(Comparator.comparing(NodeLinks::reluctance).thenComparingInt(NodeLink::load))
                .orElseThrow();
    }

    private static int reluctance(NodeLink link) {
        return switch (link.state()) {
            case UP -> 0;
            case CONNECTING -> 1;
            case DOWN -> 2;
        };
    }

    /** Up means that both a read and a frame would find a connection. */
    public NodeStatus status(@Nullable NodeIdentity identity, @Nullable String problem) {
        LinkState state = worse(idlest(reading).state(), idlest(submitting).state());
        return new NodeStatus(
                name,
                state,
                identity,
                context.clock().value(),
                settings.pace().requestsPerSecond(),
                (int) all().filter(link -> link.state() == LinkState.UP).count(),
                context.heardAt().get(),
                problem != null ? problem : context.problem().get());
    }

    /** How long a request of ours may wait to be written. */
    public Duration patience() {
        return settings.timeouts().turn();
    }

    public Traffic traffic() {
        return context.traffic();
    }

    private static LinkState worse(LinkState one, LinkState other) {
        if (one == LinkState.DOWN || other == LinkState.DOWN) {
            return LinkState.DOWN;
        }
        return one == LinkState.UP ? other : one;
    }

    private Stream<NodeLink> all() {
        return Stream.concat(reading.stream(), submitting.stream());
    }
}
