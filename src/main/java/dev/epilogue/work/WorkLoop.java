package dev.epilogue.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
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

    private final Work work;
    private final WorkRows rows;
    private final WorkBell bell;
    private final WorkSettings settings;
    private final Counter failed;
    private final Hands<WorkLease> hands;

    /** Only how long to wait next: forgotten at a restart, and then the first pause is the shortest again. */
    private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();

    private final Sinks.Empty<Void> stopping = Sinks.empty();

    WorkLoop(Work work, WorkRows rows, WorkBell bell, WorkSettings settings, MeterRegistry meters) {
        this.work = work;
        this.rows = rows;
        this.bell = bell;
        this.settings = settings;
        this.hands = new Hands<>(rows.keeper(work.table()), settings.lease(), work.parallel());
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
        return hands.giveBackAll();
    }

    int working() {
        return hands.working();
    }

    private Flux<WorkLease> claim() {
        return hands.claim(room -> rows.claimDue(work.table(), hands.owner(), settings.lease(), room, hands.full())
                        .doOnNext(lease -> hands.take(lease, lease.lane())))
                .onErrorResume(failure -> {
                    LOG.warn("cannot claim {}: {}", work.table().name(), failure.toString());
                    return Flux.empty();
                });
    }

    private Mono<Void> work(WorkLease lease) {
        Mono<Void> done = Mono.defer(() -> work.run(lease))
                .timeout(settings.longest())
                .defaultIfEmpty(Rest.never())
                .doOnNext(rest -> failures.remove(lease.id()))
                .onErrorResume(failure -> failed(lease, failure))
                .flatMap(rest -> rows.release(work.table(), lease, rest));
        return hands.whileHeld(lease, done)
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

    private void done(WorkLease lease) {
        if (hands.done(lease)) {
            bell.ring(work.table());
        }
    }
}
