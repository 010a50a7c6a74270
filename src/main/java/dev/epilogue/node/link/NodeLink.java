package dev.epilogue.node.link;

import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeStatus.Asking;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * One connection that is kept open while started: dialled again with growing pauses, declared dead after a silence, and never
 * faster than its pace. Lives on the event loop, but for what others may ask of it.
 */
final class NodeLink {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLink.class);
    private static final int CHECKS_PER_SILENCE = 5;
    private static final int CHECKS_PER_PING = 4;

    /** What an opening may take beyond the wait for an answer, which ends by itself. */
    private static final Duration OPENING = Duration.ofSeconds(5);

    /** What a link tells the group that it belongs to, on the event loop. */
    interface Owner {
        /** It is up, or a request less is in flight. */
        void roomForMore();

        /** It was not reached, or its connection has ended. */
        void lost(NodeLink link);
    }

    private final String name;
    private final LinkContext context;
    private final Function<Function<Request, Mono<Incoming.Answer>>, Mono<Void>> preparation;
    private final Owner owner;
    private final EventLoop loop;
    private final Disposable.Swap dialling = Disposables.swap();
    private final Disposable.Swap opening = Disposables.swap();
    private @Nullable Conversation conversation;
    private @Nullable Future<?> watch;
    private @Nullable Future<?> pause;
    private @Nullable String refusal;
    private int failures;
    private long dialledAt;
    private long heardNanos;
    private long usedAt;
    private volatile LinkState state = LinkState.DOWN;
    private volatile boolean started;

    /** @param preparation what a new connection goes through before it counts as up */
    NodeLink(
            String name,
            LinkContext context,
            Function<Function<Request, Mono<Incoming.Answer>>, Mono<Void>> preparation,
            Owner owner) {
        this.name = name;
        this.context = context;
        this.preparation = preparation;
        this.owner = owner;
        this.loop = context.loop();
    }

    LinkState state() {
        return state;
    }

    boolean up() {
        return state == LinkState.UP;
    }

    void start() {
        if (!started) {
            started = true;
            failures = 0;
            state = LinkState.CONNECTING;
            usedAt = System.nanoTime();
            dial();
        }
    }

    void stop() {
        started = false;
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
        if (conversation != null) {
            conversation.end("stopped");
            conversation = null;
        }
        dialling.update(Disposables.disposed());
        state = LinkState.DOWN;
    }

    private void dial() {
        pause = null;
        dialledAt = System.nanoTime();
        dialling.update(context.dialer()
                .dial(new Socket())
                .thenReturn("closed by the node")
                .onErrorResume(failure -> Mono.just(Reasons.of(failure)))
                .publishOn(context.scheduler())
                .subscribe(this::lost));
    }

    /**
     * Somebody wants something of the node: a pause between two attempts that was made long for want of success is cut short.
     *
     * @return whether a connection may be there soon
     */
    boolean wanted() {
        if (state == LinkState.REFUSED) {
            return false;
        }
        Future<?> pausing = pause;
        Duration since = Duration.ofNanos(System.nanoTime() - dialledAt);
        if (pausing != null && since.compareTo(context.settings().timeouts().firstRetry()) >= 0) {
            pausing.cancel(false);
            dial();
        }
        return started && pause == null;
    }

    /**
     * Time until the pace lets a job through, zero when that is now.
     *
     * @return null when an answer or a connection has to come first
     */
    @Nullable
    Duration untilTurn(Job job) {
        Conversation open = conversation;
        return up() && open != null && !open.ended() ? open.pace().untilTurn(job, System.nanoTime()) : null;
    }

    /** Requests that it could carry at once. */
    int spare() {
        Conversation open = conversation;
        return up() && open != null ? open.pace().spare(System.nanoTime()) : 0;
    }

    int inFlight() {
        Conversation open = conversation;
        return open == null ? 0 : open.pace().inFlight();
    }

    boolean idleFor(Duration time) {
        return inFlight() == 0 && System.nanoTime() - usedAt >= time.toNanos();
    }

    /** Now, whether it is its turn or not; a job that finds no connection is settled as not sent. */
    void write(Job job) {
        Conversation open = conversation;
        if (!up() || open == null) {
            job.settleAll(new Delivery.NotSent("no connection"));
            return;
        }
        usedAt = System.nanoTime();
        open.write(job);
    }

    private void opened(Channel channel) {
        if (!started) {
            channel.close();
            return;
        }
        context.traffic().countOpened();
        Conversation open = new Conversation(channel, context.wire(), context.settings(), new Observer());
        conversation = open;
        heardNanos = System.nanoTime();
        long period = checkPeriod();
        watch = loop.scheduleAtFixedRate(() -> listen(open), period, period, TimeUnit.NANOSECONDS);
        opening.update(preparation
                .apply(request -> askFirst(open, request))
                .timeout(OPENING.plus(context.settings().timeouts().answer()))
                .subscribe(
                        nothing -> {},
                        failure -> context.onLoop(() -> notOpened(open, failure)),
                        () -> context.onLoop(() -> up(open))));
    }

    private void notOpened(Conversation open, Throwable failure) {
        if (failure instanceof NodeException.WrongNode || failure instanceof NodeException.Unsupported) {
            refuse(Reasons.of(failure));
        }
        open.end("opening failed: " + Reasons.of(failure));
    }

    /** Whoever it is on the other side of a connection that is not up yet, it is not the node. */
    private void refuse(String reason) {
        if (!up() && refusal == null) {
            refusal = reason;
        }
    }

    private long checkPeriod() {
        long period = context.settings().timeouts().silence().toNanos() / CHECKS_PER_SILENCE;
        return context.wire()
                .idlePing()
                .map(ping -> Math.min(period, ping.after().toNanos() / CHECKS_PER_PING))
                .orElse(period);
    }

    private void up(Conversation open) {
        if (open == conversation && !open.ended()) {
            state = LinkState.UP;
            failures = 0;
            context.problem().set(null);
            context.refusedSince().set(null);
            LOG.info("{} is up", name);
            context.breaker().tryAtOnce(System.nanoTime());
            tryAgain(open);
            owner.roomForMore();
        }
    }

    private Mono<Incoming.Answer> askFirst(Conversation open, Request request) {
        return Mono.<List<Delivery>>create(caller -> {
                    SendDeadline soon =
                            SendDeadline.in(context.settings().timeouts().turn());
                    Job job = new Job(Turn.FIRST, List.of(new Job.Part.Fresh(request)), soon, link -> {}, caller);
                    context.onLoop(() -> open.write(job));
                })
                .map(deliveries -> Reasons.answer(deliveries.getFirst()));
    }

    /** Ends a conversation in which the node has not been heard for too long, and asks it for a word before that. */
    private void listen(Conversation open) {
        Duration silence = Duration.ofNanos(System.nanoTime() - heardNanos);
        if (silence.compareTo(context.settings().timeouts().silence()) >= 0) {
            open.end("nothing heard for " + silence.toMillis() + " ms");
            return;
        }
        if (!up()) {
            return;
        }
        tryAgain(open);
        context.wire()
                .idlePing()
                .filter(ping -> silence.compareTo(ping.after()) >= 0)
                .ifPresent(ping -> asking(open, ping.request()));
    }

    private void tryAgain(Conversation open) {
        if (context.breaker().shallTry(System.nanoTime())) {
            asking(open, context.wire().probe());
        }
    }

    private void asking(Conversation open, Request request) {
        opening.update(askFirst(open, request)
                .subscribe(answer -> {}, failure -> LOG.debug("{}: {} without answer", name, request)));
    }

    /** The socket is gone, or never came. What was open a moment ago is dialled again soon, however often it was lost before. */
    private void lost(String reason) {
        if (!started) {
            return;
        }
        pause = loop.schedule(this::dial, context.backoff().pause(failures++).toNanos(), TimeUnit.NANOSECONDS);
        if (conversation != null) {
            conversation.end(reason);
            conversation = null;
            return;
        }
        state = LinkState.DOWN;
        context.refusedSince().set(null);
        report(reason);
        owner.lost(this);
    }

    private void ended(String reason) {
        if (watch != null) {
            watch.cancel(false);
        }
        context.breaker().tryLost(System.nanoTime());
        String refused = refusal;
        refusal = null;
        if (refused != null) {
            state = LinkState.REFUSED;
            context.refusedSince().compareAndSet(null, Mark.now());
        } else {
            state = started && up() ? LinkState.CONNECTING : LinkState.DOWN;
        }
        report(refused != null ? refused : reason);
        owner.lost(this);
    }

    private void report(String reason) {
        if (started) {
            context.problem().set(reason);
            LOG.warn("{} is not connected: {}", name, reason);
        }
    }

    private final class Observer implements LinkObserver {
        @Override
        public void written() {
            context.traffic().countWritten();
        }

        @Override
        public void answered(long sentNanos, Duration roundTrip, @Nullable Instant nodeTime) {
            if (up() && context.breaker().answered()) {
                context.problem().set(null);
                LOG.info("{} answers again", name);
            }
            context.traffic().countAnswered();
            if (nodeTime != null) {
                context.clock().sample(sentNanos, roundTrip, nodeTime);
            }
        }

        @Override
        public void unanswered() {
            Breaker breaker = context.breaker();
            boolean asked = breaker.asking() != Asking.OPEN;
            if (up()) {
                breaker.unanswered(Mark.now());
            }
            if (asked && breaker.asking() == Asking.OPEN) {
                context.problem().set("the node answers nothing");
                LOG.warn("{} answers nothing", name);
            }
        }

        @Override
        public void unmatched() {
            context.traffic().countUnmatched();
        }

        @Override
        public void garbage() {
            context.traffic().countGarbage();
            refuse("what answers there does not speak the node's dialect");
        }

        @Override
        public void forged(String reason) {
            refuse(reason);
        }

        @Override
        public void roomForMore() {
            owner.roomForMore();
        }

        @Override
        public void ended(String reason) {
            NodeLink.this.ended(reason);
        }
    }

    private final class Socket implements Dialer.Ear {
        @Override
        public void opened(Channel channel) {
            NodeLink.this.opened(channel);
        }

        @Override
        public void heard() {
            heardNanos = System.nanoTime();
            context.heardAt().set(Mark.now());
        }

        @Override
        public void received(String text) {
            if (conversation != null && !conversation.ended()) {
                conversation.received(text);
            }
        }
    }
}
