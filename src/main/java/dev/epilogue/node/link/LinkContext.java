package dev.epilogue.node.link;

import dev.epilogue.node.NodeSettings;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** What the links to one node share, among it the one event loop on which all of them live. */
final class LinkContext {

    private final NodeSettings settings;
    private final Wire wire;
    private final EventLoop loop;
    private final Scheduler scheduler;
    private final Dialer dialer;
    private final Backoff backoff;
    private final Traffic traffic = new Traffic();
    private final ClockOffset clock = new ClockOffset();
    private final AtomicReference<@Nullable Instant> heardAt = new AtomicReference<>();
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

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

    Traffic traffic() {
        return traffic;
    }

    ClockOffset clock() {
        return clock;
    }

    /** Our clock, when anything last came from the node. */
    AtomicReference<@Nullable Instant> heardAt() {
        return heardAt;
    }

    /** Why a connection last failed; null since one came up. */
    AtomicReference<@Nullable String> problem() {
        return problem;
    }
}
