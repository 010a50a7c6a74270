package dev.epilogue.pipeline;

import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Evidence;
import dev.epilogue.closure.Readback;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * An operator decides on a parked closure, but the session may close meanwhile, by a frame that ran late or by somebody else: that is
 * proved without being asked. Anything else stays the operator's.
 */
@Component
@Order(9)
class ParkedStep implements Step {

    private final Bench bench;
    private final EvidenceReader evidence;
    private final PipelineSettings settings;

    ParkedStep(Bench bench, EvidenceReader evidence, PipelineSettings settings) {
        this.bench = bench;
        this.evidence = evidence;
        this.settings = settings;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.PARKED;
    }

    @Override
    public Mono<Job> run(Job job) {
        return evidence.read(job.closure())
                .filter(read -> read instanceof Evidence.Closed)
                .map(closed -> Readback.conclude(job.closure(), closed, settings.pace(), job.now()))
                .onErrorComplete()
                .defaultIfEmpty(new Decision.Unchanged())
                .flatMap(decision -> bench.store(job, decision));
    }
}
