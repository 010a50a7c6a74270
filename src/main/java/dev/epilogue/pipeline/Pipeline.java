package dev.epilogue.pipeline;

import dev.epilogue.closure.Submissions;
import dev.epilogue.node.NodeException;
import dev.epilogue.store.LeaseStore;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Takes closures through their steps: those that a caller of this instance has just left with something to do, and those that were
 * claimed. Poison work never holds up the rest.
 */
@Component
class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final Supply supply;
    private final LeaseStore leases;
    private final PipelineSettings settings;
    private final Bench bench;
    private final List<Step> steps;
    private volatile Sinks.Empty<Void> stopping = Sinks.empty();

    Pipeline(Supply supply, LeaseStore leases, PipelineSettings settings, Bench bench, List<Step> steps) {
        this.supply = supply;
        this.leases = leases;
        this.settings = settings;
        this.bench = bench;
        this.steps = steps;
    }

    /** Runs until {@link #stop}, and then until what is in hand has come to the end of its step. */
    Flux<Void> run() {
        return supply.jobs()
                .takeUntilOther(Mono.defer(() -> stopping.asMono()))
                // the places are the limit
                .flatMap(this::work, Integer.MAX_VALUE, 1);
    }

    /** May run again after a stop. */
    void open() {
        stopping = Sinks.empty();
        supply.open();
    }

    /** Claims nothing more and begins no further step. */
    void stop() {
        supply.shut();
        stopping.tryEmitEmpty();
    }

    /** How many closures are in hand. */
    int working() {
        return supply.working();
    }

    /** What is in hand when this is called becomes due at once, for another instance. */
    Mono<Void> giveBack() {
        return supply.giveBack();
    }

    private Mono<Void> work(Job claimed) {
        return supply.whileHeld(claimed, Flux.just(claimed).expand(this::step).then())
                .onErrorResume(failure -> {
                    bench.left(claimed.claim(), failure);
                    return Mono.empty();
                })
                .doFinally(end -> supply.done(claimed));
    }

    private Mono<Job> step(Job job) {
        if (!supply.isOpen()) {
            return leases.giveBack(job.claim()).then(Mono.empty());
        }
        return Mono.defer(() -> steps.stream()
                        .filter(step -> step.due(job))
                        .findFirst()
                        .map(step -> step.run(job).timeout(settings.longestStep()))
                        .orElseGet(() -> bench.rest(job)))
                .onErrorResume(failure -> failed(job, failure));
    }

    /**
     * Ours to answer for: the closure is tried again later and parked when that does not help, and nothing else waits for it. A
     * database that is away is nobody's attempt: whoever claims the closure after the lease goes on. Nor is a node that fails or hangs.
     */
    private Mono<Job> failed(Job job, Throwable failure) {
        if (failure instanceof DataAccessException) {
            return Mono.error(failure);
        }
        if (failure instanceof NodeException || failure instanceof TimeoutException) {
            LOG.warn("closure {}: the node did not serve: {}", job.claim().closure(), failure.toString());
            return bench.store(
                    job, Submissions.unserved(job.closure(), failure.toString(), settings.pace(), job.now()));
        }
        LOG.error(
                "closure {}: step failed in {}",
                job.claim().closure(),
                job.closure().status(),
                failure);
        return bench.store(job, Submissions.failed(job.closure(), settings.pace(), job.now()));
    }
}
