package dev.epilogue.pipeline;

import dev.epilogue.closure.Lifetime;
import java.time.Instant;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An expired or declined closure whose time for coming back is over: its signatures become unreadable. */
@Component
@Order(7)
class LetGoStep implements Step {

    private final Bench bench;

    LetGoStep(Bench bench) {
        this.bench = bench;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status().reopenable();
    }

    @Override
    public Mono<Job> run(Job job) {
        Instant until = job.closure().times().reopenableUntil();
        return until == null || until.isAfter(job.now())
                ? bench.rest(job)
                : bench.store(job, Lifetime.letGo(job.closure(), job.now()));
    }
}
