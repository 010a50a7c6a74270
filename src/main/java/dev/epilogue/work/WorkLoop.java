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
 * more of a lane than it can work on at once. A row that fails or hangs waits for longer each time, and neither it nor a node or
 * chain that does not answer holds up another.
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
    private final Slots slots;

    /** Only how long to wait next: forgotten at a restart, and then the first pause is the shortest again. */
    private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();

    private final Sinks.Empty<Void> stopping = Sinks.empty();

    WorkLoop(Work work, WorkRows rows, WorkBell bell, WorkSettings settings, MeterRegistry meters) {
        this.work = work;
        this.rows = rows;
        this.bell = bell;
        this.settings = settings;
        this.slots = new Slots(work.parallel());
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
                // the slots are the limit
                .flatMap(this::work, Integer.MAX_VALUE, 1);
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

    /** Again as long as there may be more than one look could take. */
    private Flux<WorkLease> claim() {
        return claimSome()
                .expand(some -> some.more() ? claimSome() : Mono.empty())
                .concatMapIterable(Claimed::leases)
                .onErrorResume(failure -> {
                    LOG.warn("cannot claim {}: {}", work.table().name(), failure.toString());
                    return Flux.empty();
                });
    }

    private record Claimed(List<WorkLease> leases, boolean more) {}

    private Mono<Claimed> claimSome() {
        return Mono.defer(() -> {
            int room = slots.room();
            return rows.claimDue(work.table(), owner, settings.lease(), room, slots.full())
                    .doOnNext(this::taken)
                    .collectList()
                    .map(leases -> new Claimed(leases, leases.size() >= room));
        });
    }

    private void taken(WorkLease lease) {
        slots.take(lease.lane());
        inHand.put(lease.id(), lease);
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
        inHand.remove(lease.id(), lease);
        if (slots.leave(lease.lane())) {
            bell.ring(work.table());
        }
    }
}
