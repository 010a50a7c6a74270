package dev.epilogue.pipeline;

import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Lifetime;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Consensus stood in time, but sending has not succeeded for too long: it ends here, save where the split is booked already. */
@Component
@Order(7)
class UnsentStep implements Step {

    private final Bench bench;
    private final LastResort lastResort;

    UnsentStep(Bench bench, LastResort lastResort) {
        this.bench = bench;
        this.lastResort = lastResort;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.READY
                && !job.closure().paidOut()
                && !Lifetime.maySend(job.closure(), job.now());
    }

    @Override
    public Mono<Job> run(Job job) {
        return lastResort
                .insteadOf(job, Lifetime.unsent(job.closure(), job.now()), "UNSENT")
                .flatMap(decision -> bench.store(job, decision));
    }
}
