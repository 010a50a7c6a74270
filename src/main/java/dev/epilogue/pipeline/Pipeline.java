package dev.epilogue.pipeline;

import dev.epilogue.closure.Lifetime;
import dev.epilogue.closure.Submissions;
import dev.epilogue.journal.Wakeups;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.store.Claim;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.LeaseStore;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Claims what is due and takes it through its steps. Looks when somebody changed something here, and at the latest after the
 * poll interval; claims no more than it can work on at once. Poison work never holds up the rest.
 */
@Component
class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final ClosureStore closures;
    private final LeaseStore leases;
    private final NodeRegistry nodes;
    private final Wakeups wakeups;
    private final PipelineSettings settings;
    private final Bench bench;
    private final List<Step> steps;
    private final AtomicInteger working = new AtomicInteger();
    private final String owner =
            UUID.randomUUID() + "@" + ManagementFactory.getRuntimeMXBean().getPid();

    Pipeline(
            ClosureStore closures,
            LeaseStore leases,
            NodeRegistry nodes,
            Wakeups wakeups,
            PipelineSettings settings,
            Bench bench,
            List<Step> steps) {
        this.closures = closures;
        this.leases = leases;
        this.nodes = nodes;
        this.wakeups = wakeups;
        this.settings = settings;
        this.bench = bench;
        this.steps = steps;
    }

    /** Runs until cancelled. */
    Flux<Void> run() {
        return Flux.merge(wakeups.all(), Flux.interval(settings.poll()))
                .onBackpressureLatest()
                .concatMap(wake -> claim(), 1)
                .flatMap(this::work, settings.parallel(), 1);
    }

    /** How many closures are in hand. */
    int working() {
        return working.get();
    }

    private Flux<Claim> claim() {
        int free = settings.parallel() - working.get();
        if (free <= 0) {
            return Flux.empty();
        }
        return leases.claimDue(owner, settings.lease(), free, unreachable(), Lifetime.SUBMIT_GRACE)
                .doOnNext(claim -> working.incrementAndGet())
                .onErrorResume(failure -> {
                    LOG.warn("cannot claim work: {}", failure.toString());
                    return Flux.empty();
                });
    }

    private Mono<Void> work(Claim claim) {
        return closures.find(claim.tenant(), claim.closure())
                .map(loaded -> Job.of(claim, loaded))
                .expand(this::step)
                .then()
                .onErrorResume(failure -> {
                    LOG.error("closure {}: a step failed", claim.closure(), failure);
                    return Mono.empty();
                })
                .doFinally(end -> done(claim));
    }

    private Mono<Job> step(Job job) {
        return steps.stream()
                .filter(step -> step.due(job))
                .findFirst()
                .map(step -> step.run(job).onErrorResume(RuntimeException.class, failure -> failed(job, failure)))
                .orElseGet(() -> bench.rest(job));
    }

    /** Ours to answer for: the closure is tried again later and parked when that does not help, and nothing else waits for it. */
    private Mono<Job> failed(Job job, RuntimeException failure) {
        LOG.error(
                "closure {}: step failed in {}",
                job.claim().closure(),
                job.closure().status(),
                failure);
        return bench.store(job, Submissions.failed(job.closure(), settings.pace(), job.now()));
    }

    private void done(Claim claim) {
        if (working.getAndDecrement() >= settings.parallel()) {
            wakeups.changed(claim.closure());
        }
    }

    private List<String> unreachable() {
        return nodes.all().stream()
                .map(ClearNode::status)
                .filter(status -> status.link() == NodeStatus.LinkState.DOWN)
                .map(NodeStatus::name)
                .toList();
    }
}
