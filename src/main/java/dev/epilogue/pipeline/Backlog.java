package dev.epilogue.pipeline;

import dev.epilogue.store.LeaseStore;
import dev.epilogue.work.Lookout;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How much is due and in nobody's hands, over all instances; looked at every few seconds. */
@Component
public class Backlog implements Lookout {

    private static final Duration EVERY = Duration.ofSeconds(2);

    /** Beyond this nobody needs to know exactly. */
    private static final int COUNTED = 100_000;

    private final LeaseStore leases;
    private final Unreachable unreachable;
    private final AtomicLong overdue;

    Backlog(LeaseStore leases, Unreachable unreachable, MeterRegistry meters) {
        this.leases = leases;
        this.unreachable = unreachable;
        this.overdue = meters.gauge("epilogue.pipeline.backlog", new AtomicLong());
    }

    /** As of the last look. What waits for a node that is away is not counted. */
    public long overdue() {
        return overdue.get();
    }

    @Override
    public String what() {
        return "how much is due";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Mono<Void> look() {
        return leases.overdue(COUNTED, unreachable.now()).doOnNext(overdue::set).then();
    }
}
