package dev.epilogue.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Claims what is due of one table and works on it. Looks when somebody rings, and at the latest after the poll interval; claims no
 * more than it can work on at once. A row that fails or hangs waits for longer each time and holds up no other.
 */
final class WorkLoop {

    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);
    private static final int RENEWALS_PER_LEASE = 3;
    private static final int GIVING_BACK = 8;

    private final Work work;
    private final WorkRows rows;
    private final WorkBell bell;
    private final WorkSettings settings;
    private final Counter failed;
    private final String owner =
            UUID.randomUUID() + "@" + ProcessHandle.current().pid();
    private final Map<UUID, WorkLease> inHand = new ConcurrentHashMap<>();

    /** Only how long to wait next: forgotten at a restart, and then the first pause is the shortest again. */
    private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();

    private final Sinks.Empty<Void> stopping = Sinks.empty();

    WorkLoop(Work work, WorkRows rows, WorkBell bell, WorkSettings settings, MeterRegistry meters) {
        this.work = work;
        this.rows = rows;
        this.bell = bell;
        this.settings = settings;
        // there from the start: a counter that appears with its first failure hides it from whoever looks for a rise
        this.failed =
                meters.counter("epilogue.work.failed", "work", work.table().name());
    }

    /** Runs until {@link #stop}, and then until what is in hand has come to its end. */
    Flux<Void> run() {
        return Flux.merge(bell.heard(work.table()), Flux.interval(Duration.ZERO, settings.poll()))
                .onBackpressureLatest()
                .takeUntilOther(stopping.asMono())
                .concatMap(wake -> claim(), 1)
                .flatMap(this::work, work.parallel(), 1);
    }

    /** Claims nothing more. */
    void stop() {
        stopping.tryEmitEmpty();
    }

    /** What is in hand when this is called becomes due at once, for another instance. */
    Mono<Void> giveBack() {
        return Flux.fromIterable(List.copyOf(inHand.values()))
                .flatMap(lease -> rows.release(work.table(), lease, Rest.none()), GIVING_BACK)
                .then();
    }

    int working() {
        return inHand.size();
    }

    private Flux<WorkLease> claim() {
        int free = work.parallel() - inHand.size();
        if (free <= 0) {
            return Flux.empty();
        }
        return rows.claimDue(work.table(), owner, settings.lease(), free)
                .doOnNext(lease -> inHand.put(lease.id(), lease))
                .onErrorResume(failure -> {
                    LOG.warn("cannot claim {}: {}", work.table().name(), failure.toString());
                    return Flux.empty();
                });
    }

    private Mono<Void> work(WorkLease lease) {
        return Mono.defer(() -> work.run(lease))
                .timeout(settings.longest())
                .defaultIfEmpty(Rest.never())
                .doOnNext(rest -> failures.remove(lease.id()))
                .onErrorResume(failure -> failed(lease, failure))
                .flatMap(rest -> rows.release(work.table(), lease, rest))
                .takeUntilOther(leaseLost(lease))
                .onErrorResume(away -> {
                    LOG.warn(
                            "{} {}: the database was not there: {}",
                            work.table().name(),
                            lease.id(),
                            away.toString());
                    return Mono.empty();
                })
                .doFinally(end -> done(lease));
    }

    /** A database that is away is nobody's failure: whoever claims the row after the lease goes on. */
    private Mono<Rest> failed(WorkLease lease, Throwable failure) {
        if (failure instanceof DataAccessException) {
            return Mono.error(failure);
        }
        int count = failures.merge(lease.id(), 1, Integer::sum);
        failed.increment();
        LOG.error("{} {}: failed {} times in a row", work.table().name(), lease.id(), count, failure);
        return Mono.just(Rest.of(settings.pauseAfter(count)));
    }

    /** Renews the lease while the work goes on; completes when somebody else holds it, or nobody. */
    private Mono<Void> leaseLost(WorkLease lease) {
        return Flux.interval(settings.lease().dividedBy(RENEWALS_PER_LEASE))
                .onBackpressureDrop()
                .concatMap(
                        tick -> rows.renew(work.table(), lease, settings.lease())
                                .onErrorReturn(true),
                        1)
                .takeUntil(held -> !held)
                .then();
    }

    private void done(WorkLease lease) {
        boolean wasFull = inHand.size() >= work.parallel();
        inHand.remove(lease.id(), lease);
        if (wasFull) {
            bell.ring(work.table());
        }
    }
}
