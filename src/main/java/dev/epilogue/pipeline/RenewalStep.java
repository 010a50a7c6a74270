package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Evidence;
import dev.epilogue.closure.Readback;
import dev.epilogue.closure.Rounds;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.NodeException;
import java.time.Instant;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The time for which a round was frozen is over, the closure's is not: the same proposal is frozen anew on a fresh reading. */
@Component
@Order(5)
class RenewalStep implements Step {

    private final Bench bench;
    private final EvidenceReader evidence;
    private final PipelineSettings settings;

    RenewalStep(Bench bench, EvidenceReader evidence, PipelineSettings settings) {
        this.bench = bench;
        this.evidence = evidence;
        this.settings = settings;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.READY && Submissions.windowLapsed(job.closure(), job.now());
    }

    @Override
    public Mono<Job> run(Job job) {
        Closure closure = job.closure();
        return evidence.read(closure)
                .map(read -> renewed(closure, read, job.now()))
                .flatMap(decision -> bench.store(job, decision))
                .onErrorResume(
                        NodeException.class,
                        outage -> bench.store(
                                job,
                                Submissions.unreached(
                                        closure, String.valueOf(outage.getMessage()), settings.pace(), job.now())));
    }

    private Decision renewed(Closure closure, Evidence read, Instant now) {
        return read instanceof Evidence.Open open
                ? Rounds.renewed(closure, open.reading(), now)
                : Readback.conclude(closure, read, settings.pace(), now);
    }
}
