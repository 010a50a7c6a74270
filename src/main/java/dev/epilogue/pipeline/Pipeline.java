package dev.epilogue.pipeline;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Submissions;
import dev.epilogue.journal.Wakeups;
import dev.epilogue.node.NodeException;
import dev.epilogue.store.Claim;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.LeaseStore;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Claims what is due and takes it through its steps. Looks when somebody changed something here, and at the latest after the
 * poll interval; claims no more than it can work on at once. Poison work never holds up the rest.
 */
@Component
class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final int RENEWALS_PER_LEASE = 3;
    private static final int GIVING_BACK = 8;

    private final ClosureStore closures;
    private final LeaseStore leases;
    private final Unreachable unreachable;
    private final Wakeups wakeups;
    private final PipelineSettings settings;
    private final Bench bench;
    private final Alarm alarm;
    private final Hints hints;
    private final List<Step> steps;
    private final Map<ClosureId, Claim> inHand = new ConcurrentHashMap<>();
    private final String owner =
            UUID.randomUUID() + "@" + ManagementFactory.getRuntimeMXBean().getPid();
    private volatile Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean stopped;

    Pipeline(
            ClosureStore closures,
            LeaseStore leases,
            Unreachable unreachable,
            Wakeups wakeups,
            PipelineSettings settings,
            Bench bench,
            Alarm alarm,
            Hints hints,
            List<Step> steps) {
        this.closures = closures;
        this.leases = leases;
        this.unreachable = unreachable;
        this.wakeups = wakeups;
        this.settings = settings;
        this.bench = bench;
        this.alarm = alarm;
        this.hints = hints;
        this.steps = steps;
    }

    /** Runs until {@link #stop}, and then until what is in hand has come to the end of its step. */
    Flux<Void> run() {
        return Flux.merge(wakeups.all(), hints.hastened(), Flux.interval(settings.poll()))
                .onBackpressureLatest()
                .takeUntilOther(Mono.defer(() -> stopping.asMono()))
                .concatMap(wake -> claim(), 1)
                .flatMap(this::work, settings.parallel(), 1);
    }

    /** May run again after a stop. */
    void open() {
        stopped = false;
        stopping = Sinks.empty();
    }

    /** Claims nothing more and begins no further step. */
    void stop() {
        stopped = true;
        stopping.tryEmitEmpty();
    }

    /** What is in hand when this is called becomes due at once, for another instance. */
    Mono<Void> giveBack() {
        return Flux.fromIterable(List.copyOf(inHand.values()))
                .flatMap(leases::giveBack, GIVING_BACK)
                .then();
    }

    /** How many closures are in hand. */
    int working() {
        return inHand.size();
    }

    private Flux<Claim> claim() {
        int free = settings.parallel() - inHand.size();
        if (free <= 0) {
            return Flux.empty();
        }
        return leases.claimDue(owner, settings.lease(), free, unreachable.now())
                .doOnNext(claim -> inHand.put(claim.closure(), claim))
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
                .takeUntilOther(leaseLost(claim))
                .onErrorResume(failure -> {
                    alarm.failed(claim.closure(), failure);
                    return Mono.empty();
                })
                .doFinally(end -> done(claim));
    }

    /** Renews the lease while the work goes on; completes when somebody else holds it, or nobody. */
    private Mono<Void> leaseLost(Claim claim) {
        return Flux.interval(settings.lease().dividedBy(RENEWALS_PER_LEASE))
                .onBackpressureDrop()
                .concatMap(tick -> leases.renew(claim, settings.lease()).onErrorReturn(true), 1)
                .takeUntil(held -> !held)
                .then();
    }

    private Mono<Job> step(Job job) {
        if (stopped) {
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
            return bench.store(job, Submissions.unserved(job.closure(), failure.toString(), settings.pace(), job.now()));
        }
        LOG.error(
                "closure {}: step failed in {}",
                job.claim().closure(),
                job.closure().status(),
                failure);
        return bench.store(job, Submissions.failed(job.closure(), settings.pace(), job.now()));
    }

    private void done(Claim claim) {
        boolean wasFull = inHand.size() >= settings.parallel();
        inHand.remove(claim.closure(), claim);
        if (wasFull) {
            wakeups.changed(claim.closure());
        }
    }
}
