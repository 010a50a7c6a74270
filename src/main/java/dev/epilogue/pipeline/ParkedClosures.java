package dev.epilogue.pipeline;

import dev.epilogue.store.LeaseStore;
import dev.epilogue.work.Lookout;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** {@code epilogue.pipeline.parked}: how many closures wait for an operator's decision, over all tenants. */
@Component
class ParkedClosures implements Lookout {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final LeaseStore leases;
    private final AtomicLong parked;

    ParkedClosures(LeaseStore leases, MeterRegistry meters) {
        this.leases = leases;
        this.parked = meters.gauge("epilogue.pipeline.parked", new AtomicLong());
    }

    @Override
    public String what() {
        return "how many closures are parked";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Mono<Void> look() {
        return leases.parked().doOnNext(parked::set).then();
    }
}
