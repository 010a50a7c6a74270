package dev.epilogue.pipeline;

import dev.epilogue.closure.Abandoned;
import dev.epilogue.closure.Decision;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A closure was cancelled while a frame of it might run: what has become of that is read until nothing of it can run any more. */
@Component
@Order(9)
class AbandonedStep implements Step {

    private final Bench bench;
    private final EvidenceReader evidence;

    AbandonedStep(Bench bench, EvidenceReader evidence) {
        this.bench = bench;
        this.evidence = evidence;
    }

    @Override
    public boolean due(Job job) {
        return Abandoned.is(job.closure());
    }

    @Override
    public Mono<Job> run(Job job) {
        return evidence.read(job.closure())
                .map(read -> Abandoned.look(job.closure(), read, job.now()))
                .onErrorComplete()
                .defaultIfEmpty(new Decision.Unchanged())
                .flatMap(decision -> bench.store(job, decision));
    }
}
