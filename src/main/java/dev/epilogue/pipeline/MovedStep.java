package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Readback;
import dev.epilogue.node.NodeException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Signatures are still collected, and a look in passing found the session elsewhere: it is read, and only that counts. */
@Component
@Order(1)
class MovedStep implements Step {

    private final Bench bench;
    private final EvidenceReader evidence;
    private final PipelineSettings settings;

    MovedStep(Bench bench, EvidenceReader evidence, PipelineSettings settings) {
        this.bench = bench;
        this.evidence = evidence;
        this.settings = settings;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().seenElsewhere() && job.now().isBefore(job.closure().collectingUntil());
    }

    @Override
    public Mono<Job> run(Job job) {
        Closure closure = job.closure();
        return evidence.read(closure)
                .map(read -> Readback.conclude(closure, read, settings.pace(), job.now()))
                .flatMap(decision -> bench.store(job, decision))
                // nobody waits for it: the next look comes in a while, and the deadline at its time
                .onErrorResume(NodeException.class, unread -> bench.rest(job));
    }
}
