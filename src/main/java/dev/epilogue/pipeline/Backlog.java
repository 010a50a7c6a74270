package dev.epilogue.pipeline;

import dev.epilogue.closure.Lifetime;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.store.LeaseStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How much is due and in nobody's hands, over all instances; looked at every few seconds. */
@Component
public class Backlog implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    /** Beyond this nobody needs to know exactly. */
    private static final int COUNTED = 100_000;

    private final LeaseStore leases;
    private final NodeRegistry nodes;
    private final AtomicLong overdue;
    private volatile @Nullable Disposable looking;

    Backlog(LeaseStore leases, NodeRegistry nodes, MeterRegistry meters) {
        this.leases = leases;
        this.nodes = nodes;
        this.overdue = meters.gauge("epilogue.pipeline.backlog", new AtomicLong());
    }

    /** As of the last look. What waits for a node that is away is not counted. */
    public long overdue() {
        return overdue.get();
    }

    private Mono<Long> look() {
        return leases.overdue(COUNTED, nodes.down(), Lifetime.SUBMIT_GRACE)
                .doOnNext(overdue::set)
                .onErrorResume(failure -> {
                    LOG.warn("cannot count what is due: {}", failure.toString());
                    return Mono.empty();
                });
    }

    @Override
    public void start() {
        looking = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> look(), 1)
                .subscribe();
    }

    @Override
    public void stop() {
        Disposable subscription = looking;
        if (subscription != null) {
            subscription.dispose();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
