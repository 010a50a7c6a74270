package dev.epilogue.node.link;

import dev.epilogue.node.NodeSettings;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** What the links to one node share, among it the one event loop on which all of them live. */
final class LinkContext {

    private static final Logger LOG = LoggerFactory.getLogger(LinkContext.class);

    private final NodeSettings settings;
    private final Wire wire;
    private final EventLoop loop;
    private final Scheduler scheduler;
    private final Dialer dialer;
    private final Backoff backoff;
    private final Breaker breaker;
    private final Mark started = Mark.now();
    private final Traffic traffic = new Traffic();
    private final ClockOffset clock = new ClockOffset();
    private final AtomicReference<@Nullable Mark> heardAt = new AtomicReference<>();
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
    private final AtomicReference<@Nullable Mark> refusedSince = new AtomicReference<>();

    /** @param loops with a single worker */
    LinkContext(NodeSettings settings, Wire wire, LoopResources loops) {
        this.settings = settings;
        this.wire = wire;
        this.loop = loops.onClient(true).next();
        this.scheduler = Schedulers.fromExecutorService(loop);
        this.dialer = new Dialer(settings, loops);
        this.backoff = new Backoff(
                settings.timeouts().firstRetry(),
                settings.timeouts().longestRetry(),
                () -> ThreadLocalRandom.current().nextDouble());
        this.breaker = new Breaker(settings.pace().unanswered(), backoff);
    }

    NodeSettings settings() {
        return settings;
    }

    Wire wire() {
        return wire;
    }

    EventLoop loop() {
        return loop;
    }

    /** What is left to do when the loop has ended has ended with it. */
    void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.trace("nothing left to do", ended);
        }
    }

    /** The same loop, for operators. */
    Scheduler scheduler() {
        return scheduler;
    }

    Dialer dialer() {
        return dialer;
    }

    Backoff backoff() {
        return backoff;
    }

    Breaker breaker() {
        return breaker;
    }

    Traffic traffic() {
        return traffic;
    }

    ClockOffset clock() {
        return clock;
    }

    Mark started() {
        return started;
    }

    /** When anything last came from the node. */
    AtomicReference<@Nullable Mark> heardAt() {
        return heardAt;
    }

    /** Why a connection last failed; null since one came up. */
    AtomicReference<@Nullable String> problem() {
        return problem;
    }

    /** Since when what answers is not the node; null since a connection came up or could not be had. */
    AtomicReference<@Nullable Mark> refusedSince() {
        return refusedSince;
    }
}
