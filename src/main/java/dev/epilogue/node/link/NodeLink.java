package dev.epilogue.node.link;

import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
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
 * faster than its pace. Jobs wait here for their turn while the connection is up or coming up for the first time.
 */
final class NodeLink {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLink.class);
    private static final int CHECKS_PER_SILENCE = 5;
    private static final int CHECKS_PER_PING = 4;

    private final String name;
    private final LinkContext context;
    private final Function<Function<Request, Mono<Incoming.Answer>>, Mono<Void>> preparation;
    private final EventLoop loop;
    private final Turns turns;
    private final Disposable.Swap dialling = Disposables.swap();
    private final Disposable.Swap opening = Disposables.swap();
    private @Nullable Conversation conversation;
    private @Nullable Future<?> watch;
    private int failures;
    private long upSince;
    private long heardNanos;
    private volatile LinkState state = LinkState.DOWN;
    private volatile boolean started;
    private volatile boolean sending = true;
    private volatile int load;

    /** @param preparation what a new connection goes through before it counts as up */
    NodeLink(
            String name,
            LinkContext context,
            Function<Function<Request, Mono<Incoming.Answer>>, Mono<Void>> preparation) {
        this.name = name;
        this.context = context;
        this.preparation = preparation;
        this.loop = context.loop();
        this.turns = new Turns(loop, context.settings().pace().queue(), this::takeTurns);
    }

    LinkState state() {
        return state;
    }

    /** Requests that wait or are in flight. */
    int load() {
        return load;
    }

    void start() {
        loop.execute(() -> {
            if (!started) {
                started = true;
                sending = true;
                failures = 0;
                state = LinkState.CONNECTING;
                dialling.update(keepDialling().subscribe());
            }
        });
    }

    /** Frames are refused from now on, those that wait included; answers to what was written are still awaited. */
    void stopSending() {
        sending = false;
        loop.execute(() -> turns.refuseAll("the service stops"));
    }

    void stop() {
        loop.execute(() -> {
            started = false;
            dialling.update(Disposables.disposed());
            if (conversation != null) {
                conversation.end("stopped");
                conversation = null;
            }
            state = LinkState.DOWN;
            turns.refuseAll("stopped");
        });
    }

    private Mono<Void> keepDialling() {
        return Mono.defer(() -> context.dialer().dial(new Socket()))
                .thenReturn("closed by the node")
                .onErrorResume(failure -> Mono.just(Reasons.of(failure)))
                .publishOn(context.scheduler())
                .doOnNext(this::lost)
                .flatMap(reason -> Mono.delay(context.backoff().pause(failures++), context.scheduler()))
                .repeat()
                .then();
    }

    /** Outcomes of a job's frames, in order; never an error. */
    Mono<List<Delivery>> deliver(String lane, List<Job.Part> parts, SendDeadline writeBefore) {
        return Mono.create(caller -> {
            Job job = new Job(lane, parts, writeBefore, caller);
            try {
                caller.onCancel(() -> loop.execute(() -> turns.withdraw(job, "no longer wanted")));
                loop.execute(() -> offer(job));
            } catch (RejectedExecutionException closed) {
                caller.success(parts.stream()
                        .<Delivery>map(part -> new Delivery.NotSent("stopped"))
                        .toList());
            }
        });
    }

    private void offer(Job job) {
        if (!sending && job.carriesStoredFrames()) {
            job.settleAll(new Delivery.NotSent("the service stops"));
            return;
        }
        if (state == LinkState.DOWN || (state != LinkState.UP && job.carriesStoredFrames())) {
            job.settleAll(new Delivery.NotSent("no connection"));
            return;
        }
        turns.join(job);
        updateLoad();
    }

    private void takeTurns() {
        Conversation open = conversation;
        if (state == LinkState.UP && open != null) {
            turns.take(open);
        }
        updateLoad();
    }

    private void updateLoad() {
        load = turns.waiting() + (conversation == null ? 0 : conversation.inFlight());
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
                .timeout(context.settings().timeouts().answer())
                .subscribe(
                        nothing -> {},
                        failure -> loop.execute(() -> open.end("opening failed: " + Reasons.of(failure))),
                        () -> loop.execute(() -> up(open))));
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
            upSince = System.nanoTime();
            context.problem().set(null);
            LOG.info("{} is up", name);
            takeTurns();
        }
    }

    private Mono<Incoming.Answer> askFirst(Conversation open, Request request) {
        return Mono.<List<Delivery>>create(caller -> {
                    SendDeadline soon =
                            SendDeadline.in(context.settings().timeouts().turn());
                    Job job = new Job(request.lane(), List.of(new Job.Part.Fresh(request)), soon, caller);
                    loop.execute(() -> open.write(job));
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
        if (state != LinkState.UP) {
            return;
        }
        context.wire()
                .idlePing()
                .filter(ping -> silence.compareTo(ping.after()) >= 0)
                .ifPresent(ping -> {
                    Mono<Incoming.Answer> pinging = askFirst(open, ping.request());
                    opening.update(
                            pinging.subscribe(answer -> {}, failure -> LOG.debug("{}: ping without answer", name)));
                });
    }

    /** The socket is gone, or never came. */
    private void lost(String reason) {
        if (conversation != null) {
            conversation.end(reason);
            conversation = null;
            return;
        }
        if (started) {
            state = LinkState.DOWN;
            turns.refuseAll("no connection");
            report(reason);
        }
    }

    private void ended(String reason) {
        if (watch != null) {
            watch.cancel(false);
        }
        boolean lasted = state == LinkState.UP
                && System.nanoTime() - upSince
                        >= context.settings().timeouts().silence().toNanos();
        if (lasted) {
            failures = 0;
        }
        state = started ? LinkState.CONNECTING : LinkState.DOWN;
        turns.refuseAll("no connection");
        report(reason);
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
        public void answered(Instant sentAt, Duration roundTrip, @Nullable Instant nodeTime) {
            context.traffic().countAnswered();
            if (nodeTime != null) {
                context.clock().sample(sentAt, roundTrip, nodeTime);
            }
        }

        @Override
        public void unmatched() {
            context.traffic().countUnmatched();
        }

        @Override
        public void garbage() {
            context.traffic().countGarbage();
        }

        @Override
        public void roomForMore() {
            takeTurns();
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
            context.heardAt().set(Instant.now());
        }

        @Override
        public void received(String text) {
            if (conversation != null && !conversation.ended()) {
                conversation.received(text);
            }
        }
    }
}
