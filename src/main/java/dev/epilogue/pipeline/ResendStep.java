package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeRegistry;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * A frame that runs at one version only was not answered: the same payload goes once more, so that a lost one costs time and no
 * closure. The outcome stays unknown whatever comes of it; the next step reads.
 */
@Component
@Order(0)
class ResendStep implements Step {

    private final Bench bench;
    private final NodeRegistry nodes;
    private final FrameSender sender;
    private final PipelineSettings settings;

    ResendStep(Bench bench, NodeRegistry nodes, FrameSender sender, PipelineSettings settings) {
        this.bench = bench;
        this.nodes = nodes;
        this.sender = sender;
        this.settings = settings;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.SUBMITTING
                && Submissions.resendDue(job.closure(), settings.pace(), job.now());
    }

    @Override
    public Mono<Job> run(Job job) {
        Closure closure = job.closure();
        return Mono.defer(() -> sender.submit(job, nodes.of(closure.subject().node(), Budget.PROOF)))
                .onErrorResume(
                        NodeException.class,
                        outage -> bench.store(
                                job,
                                Submissions.unread(
                                        closure, String.valueOf(outage.getMessage()), settings.pace(), job.now())));
    }
}
