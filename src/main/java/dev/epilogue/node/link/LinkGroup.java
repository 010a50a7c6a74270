package dev.epilogue.node.link;

import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeStatus.Asking;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Connections to one node for one purpose, and what waits for them. A job waits for no connection in particular: it goes to the one
 * whose turn comes first. Where their pace does not suffice, more are opened, and closed when they have been idle.
 */
final class LinkGroup implements NodeLink.Owner {

    /** After a connection beyond those kept was not to be had. */
    private static final Duration NO_GROWTH = Duration.ofSeconds(5);

    private static final String SILENT = "the node answers nothing";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int CHECKS_PER_IDLE = 4;

    /** @param most of them at one time, those kept included; never fewer than those */
    record Size(int kept, IntSupplier most) {}

    private final String name;
    private final LinkContext context;
    private final Function<Function<Request, Mono<Incoming.Answer>>, Mono<Void>> preparation;
    private final Size size;
    private final Runnable tooFew;
    private final EventLoop loop;
    private final Waiting waiting;
    private final List<NodeLink> links = new CopyOnWriteArrayList<>();
    private final NextTurn nextTurn;
    private long growsFrom;
    private int opened;
    private boolean started;
    private volatile boolean sending = true;
    private volatile boolean needed;

    /**
     * @param preparation what a new connection goes through before it counts as up
     * @param tooFew told, on the event loop, when it would open more than it may
     */
    LinkGroup(
            String name,
            LinkContext context,
            Size size,
            Function<Function<Request, Mono<Incoming.Answer>>, Mono<Void>> preparation,
            Runnable tooFew) {
        this.name = name;
        this.context = context;
        this.size = size;
        this.tooFew = tooFew;
        this.preparation = preparation;
        this.loop = context.loop();
        this.nextTurn = new NextTurn(loop, this::takeTurns);
        this.waiting = new Waiting(context.settings().pace().queue());
        this.growsFrom = System.nanoTime();
    }

    /** The best that any of its connections is in. */
    LinkState state() {
        return links.stream()
                .map(NodeLink::state)
                .min(Comparator.naturalOrder())
                .orElse(LinkState.DOWN);
    }

    /** Those that are open, and those that are being opened. */
    int size() {
        return links.size();
    }

    /** Whether it would have opened more than it might since this was asked last. */
    boolean needed() {
        boolean was = needed;
        needed = false;
        return was;
    }

    /** More may be open from now on, or fewer. */
    void resized() {
        context.onLoop(() -> {
            if (links.size() > most()) {
                endSurplus();
            } else {
                takeTurns();
            }
        });
    }

    private int most() {
        return size.most.getAsInt();
    }

    int up() {
        return (int) links.stream().filter(NodeLink::up).count();
    }

    void start() {
        loop.execute(() -> {
            started = true;
            sending = true;
            while (links.size() < size.kept) {
                links.add(link());
            }
            links.forEach(NodeLink::start);
        });
    }

    /** Frames are refused from now on, those that wait included; answers to what was written are still awaited. */
    void stopSending() {
        sending = false;
        loop.execute(() -> refuseAll("the service stops"));
    }

    void stop() {
        loop.execute(() -> {
            started = false;
            links.forEach(NodeLink::stop);
            links.clear();
            refuseAll("stopped");
        });
    }

    private NodeLink link() {
        return new NodeLink(name + " " + ++opened, context, preparation, this);
    }

    /** Outcomes of a job's frames, in order; never an error. */
    Mono<List<Delivery>> deliver(Turn turn, List<Job.Part> parts, SendDeadline writeBefore) {
        return deliver(turn, parts, writeBefore, link -> {});
    }

    /** @param carrier told of the connection before anything is written to it */
    Mono<List<Delivery>> deliver(
            Turn turn, List<Job.Part> parts, SendDeadline writeBefore, Consumer<NodeLink> carrier) {
        return Mono.create(caller -> hand(new Job(turn, parts, writeBefore, carrier, caller), caller, this::offer));
    }

    /** On one connection of this group, whether it is its turn or not. */
    Mono<List<Delivery>> deliverOn(NodeLink link, List<Job.Part> parts, SendDeadline writeBefore) {
        return Mono.create(caller -> hand(new Job(Turn.FIRST, parts, writeBefore, same -> {}, caller), caller, job -> {
            if (!refusedForStopping(job)) {
                link.write(job);
            }
        }));
    }

    private void hand(Job job, MonoSink<List<Delivery>> caller, Consumer<Job> offer) {
        try {
            caller.onCancel(() -> context.onLoop(() -> withdraw(job, new Delivery.NotSent("no longer wanted"))));
            loop.execute(() -> offer.accept(job));
        } catch (RejectedExecutionException closed) {
            job.settleAll(new Delivery.NotSent("stopped"));
        }
    }

    private boolean refusedForStopping(Job job) {
        if (!sending && job.carriesStoredFrames()) {
            job.settleAll(new Delivery.NotSent("the service stops"));
            return true;
        }
        return false;
    }

    private void offer(Job job) {
        if (refusedForStopping(job)) {
            return;
        }
        if (!asked() || !reachable(job)) {
            job.settleAll(new Delivery.NotSent(asked() ? "no connection" : SILENT));
            return;
        }
        Job leaving = waiting.join(job);
        if (leaving != null) {
            leaving.settleAll(
                    leaving.turn().ofCallers()
                            ? crowded()
                            : new Delivery.NotSent("too many requests wait for this connection"));
        }
        takeTurns();
        if (waiting.size() > 0 && leaving != job) {
            long left = Math.max(0, job.writeBefore().nanoTime() - System.nanoTime());
            loop.schedule(() -> withdraw(job, late(job)), left, TimeUnit.NANOSECONDS);
        }
    }

    private boolean asked() {
        return context.breaker().asking() == Asking.CLOSED;
    }

    /** A frame waits for no connection that is not there: whoever sends it has other ways, and a lease that runs out. */
    private boolean reachable(Job job) {
        if (links.stream().anyMatch(NodeLink::up)) {
            return true;
        }
        boolean coming = links.stream().filter(NodeLink::wanted).count() > 0;
        return coming && !job.carriesStoredFrames();
    }

    private Delivery late(Job job) {
        return job.turn().ofCallers() && up() > 0 ? crowded() : new Delivery.NotSent("too late to be sent");
    }

    /** When whoever waits now has been served. */
    private Delivery crowded() {
        var pace = context.settings().pace();
        double perSecond = Math.max(1, up()) * pace.requestsPerSecond() * pace.callersShare();
        long seconds = (long) Math.ceil(waiting.size(Budget.CALLERS) / perSecond);
        return new Delivery.Crowded(SOON.plusSeconds(
                Math.min(seconds, context.settings().timeouts().turn().toSeconds())));
    }

    /** Writes what may go now, and comes back when more may. */
    private void takeTurns() {
        if (!asked()) {
            refuseAll(SILENT);
            return;
        }
        for (Job job = waiting.peek(); job != null; job = waiting.peek()) {
            Turns.First first = Turns.first(links, most(), job);
            if (first == null) {
                break;
            }
            if (first.turn().isPositive()) {
                nextTurn.in(first.turn());
                break;
            }
            waiting.poll();
            job.carriedBy(first.link());
            first.link().write(job);
        }
        grow();
    }

    /** Opens one more while less is to spare than the next close may want at once. */
    private void grow() {
        if (!started || links.size() < size.kept || System.nanoTime() - growsFrom < 0 || sparesEnough()) {
            return;
        }
        if (links.size() >= most()) {
            tellTooFew();
        } else {
            NodeLink more = link();
            links.add(more);
            more.start();
            lookForIdle();
        }
    }

    private boolean sparesEnough() {
        int burst = context.settings().pace().burst();
        return Turns.spare(links, burst / 2 + wanting(), burst);
    }

    private void tellTooFew() {
        if (!needed) {
            needed = true;
            tooFew.run();
        }
    }

    /** Those that are too many carry nothing new, and end when all that they carried is answered. */
    private void endSurplus() {
        links.stream().skip(most()).filter(link -> link.inFlight() == 0).forEach(this::drop);
    }

    /** Callers do not make it grow beyond their share. */
    private int wanting() {
        int ofCallers = waiting.size(Budget.CALLERS);
        boolean theirs = links.size() < most() * context.settings().pace().callersShare();
        return theirs ? waiting.size() : waiting.size() - ofCallers;
    }

    private void lookForIdle() {
        Duration idle = context.settings().connections().idle();
        loop.schedule(
                () -> {
                    links.stream()
                            .skip(size.kept)
                            .filter(link -> link.idleFor(idle))
                            .forEach(this::drop);
                    if (links.size() > size.kept) {
                        lookForIdle();
                    }
                },
                idle.toNanos() / CHECKS_PER_IDLE,
                TimeUnit.NANOSECONDS);
    }

    private void drop(NodeLink link) {
        links.remove(link);
        link.stop();
    }

    private void withdraw(Job job, Delivery delivery) {
        if (waiting.remove(job)) {
            job.settleAll(delivery);
        }
    }

    private void refuseAll(String reason) {
        nextTurn.cancel();
        waiting.removeUnless(job -> false).forEach(job -> job.settleAll(new Delivery.NotSent(reason)));
    }

    @Override
    public void roomForMore() {
        endSurplus();
        takeTurns();
    }

    /** One that is not kept is not dialled again: whoever needs it opens another. */
    @Override
    public void lost(NodeLink link) {
        if (links.indexOf(link) >= size.kept) {
            growsFrom = System.nanoTime() + NO_GROWTH.toNanos();
            drop(link);
        }
        waiting.removeUnless(this::reachable).forEach(job -> job.settleAll(new Delivery.NotSent("no connection")));
    }
}
