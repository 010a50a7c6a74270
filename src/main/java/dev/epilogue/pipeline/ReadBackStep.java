package dev.epilogue.pipeline;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Evidence;
import dev.epilogue.closure.Pace;
import dev.epilogue.closure.Readback;
import dev.epilogue.closure.SubmissionStatus;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A submission is under way, by this worker or by one that died: reading says what came of it. Never sends. */
@Component
@Order(1)
class ReadBackStep implements Step {

    private final Bench bench;
    private final EvidenceReader evidence;
    private final PipelineSettings settings;
    private final NodeProperties nodes;

    ReadBackStep(Bench bench, EvidenceReader evidence, PipelineSettings settings, NodeProperties nodes) {
        this.bench = bench;
        this.evidence = evidence;
        this.settings = settings;
        this.nodes = nodes;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.SUBMITTING;
    }

    @Override
    public Mono<Job> run(Job job) {
        return read(job)
                .map(read -> Readback.conclude(job.closure(), read, pace(job), job.now()))
                .flatMap(decision -> bench.store(job, decision))
                .onErrorResume(NodeException.class, outage -> bench.store(job, unread(job, outage)));
    }

    /** By the configuration of now, not of then: it is an operator's way out for what is lost already. */
    private Pace pace(Job job) {
        String node = job.closure().subject().node();
        return settings.pace().resendingAfter(nodes.resendAfter(node).orElse(null));
    }

    /** Where an answer is missing, an earlier frame must not be able to run behind the reading. */
    private Mono<Evidence> read(Job job) {
        Closure closure = job.closure();
        boolean unknown = job.takenOver()
                || closure.submissions().stream()
                        .anyMatch(submission -> submission.status() == SubmissionStatus.UNKNOWN);
        return unknown ? evidence.readAfresh(closure) : evidence.read(closure);
    }

    private Change unread(Job job, NodeException outage) {
        return Submissions.unread(job.closure(), String.valueOf(outage.getMessage()), settings.pace(), job.now());
    }
}
