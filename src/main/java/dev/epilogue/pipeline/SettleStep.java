package dev.epilogue.pipeline;

import dev.epilogue.closure.ClosedSession;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeRegistry;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The close is proved; the payments are counted once more before it counts as settled, since a node may book twice, late. */
@Component
@Order(6)
class RecountStep implements Step {

    private final Bench bench;
    private final NodeRegistry nodes;
    private final PipelineSettings settings;

    RecountStep(Bench bench, NodeRegistry nodes, PipelineSettings settings) {
        this.bench = bench;
        this.nodes = nodes;
        this.settings = settings;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.SETTLING;
    }

    @Override
    public Mono<Job> run(Job job) {
        Closure closure = job.closure();
        return Mono.defer(() -> nodes.of(closure.subject().node())
                        .credits(
                                closure.subject().sessionId(),
                                closure.payees(),
                                closure.round().base().mark().from()))
                .map(credits -> ClosedSession.recount(closure, credits, job.now()))
                .flatMap(decision -> bench.store(job, decision))
                .onErrorResume(
                        NodeException.class,
                        outage -> bench.store(
                                job,
                                Submissions.unread(
                                        closure, String.valueOf(outage.getMessage()), settings.pace(), job.now())));
    }
}
