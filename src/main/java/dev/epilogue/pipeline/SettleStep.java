package dev.epilogue.pipeline;

import dev.epilogue.channel.update.ChannelUpdates;
import dev.epilogue.closure.ChannelFact;
import dev.epilogue.closure.ClosedSession;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Settling;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.store.NodeWordStore;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The close is proved. Where a node may book twice, late, the payments are counted once more; then the participants' channels are
 * brought as far as the policy asks, each as a unit of work of its own, of which only the result is folded in here.
 */
@Component
@Order(6)
class SettleStep implements Step {

    private final Bench bench;
    private final NodeRegistry nodes;
    private final ChannelUpdates channels;
    private final PipelineSettings settings;
    private final NodeWordStore words;

    SettleStep(
            Bench bench, NodeRegistry nodes, ChannelUpdates channels, PipelineSettings settings, NodeWordStore words) {
        this.bench = bench;
        this.nodes = nodes;
        this.channels = channels;
        this.settings = settings;
        this.words = words;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.SETTLING;
    }

    @Override
    public Mono<Job> run(Job job) {
        Closure closure = job.closure();
        boolean counted = Settling.atChannels(closure)
                || ClosedSession.recountAfter(closure).isEmpty();
        return counted ? follow(job) : recount(job);
    }

    private Mono<Job> recount(Job job) {
        Closure closure = job.closure();
        return Mono.defer(() -> nodes.of(closure.subject().node(), Budget.WORK)
                        .credits(
                                closure.subject().sessionId(),
                                closure.payees(),
                                closure.round().base().mark().from()))
                .map(credits -> ClosedSession.recount(closure, credits, settings.pace(), job.now()))
                .flatMap(decision -> bench.store(job, decision))
                .onErrorResume(NodeException.class, outage -> unread(job, outage));
    }

    private Mono<Job> unread(Job job, NodeException outage) {
        Closure closure = job.closure();
        return ClosedSession.countable(closure, job.now())
                ? bench.store(
                        job,
                        Submissions.unread(closure, String.valueOf(outage.getMessage()), settings.pace(), job.now()))
                : bench.store(job, ClosedSession.uncounted(closure, job.now()));
    }

    private Mono<Job> follow(Job job) {
        Closure closure = job.closure();
        return channels.facts(closure)
                .flatMap(facts -> channels.open(closure, job.wrappedKey(), facts, job.now())
                        .then(Mono.defer(() -> folded(job, facts))));
    }

    private Mono<Job> folded(Job job, List<ChannelFact> facts) {
        Closure closure = job.closure();
        Decision decision = Settling.fold(closure, facts, job.now());
        return words.keep(
                        closure,
                        nodes.of(closure.subject().node(), Budget.WORK)
                                .words(closure.subject().sessionId()))
                .then(Mono.defer(() -> folded(job, decision)));
    }

    private Mono<Job> folded(Job job, Decision decision) {
        return decision instanceof Decision.Changed changed
                ? bench.store(job, changed.change())
                : bench.rest(job, Settling.lookAgain(job.closure(), job.now()));
    }
}
