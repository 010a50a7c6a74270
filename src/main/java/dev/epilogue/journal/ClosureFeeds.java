package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The followers of single closures. What this process stores they get from the commit; what others store is read once for all
 * followers of a closure, and for all closures that changed in one statement. A closure's numbers have no gaps, so that no horizon is
 * needed here, and whatever is missing is noticed.
 */
@Component
class ClosureFeeds {

    private static final Logger LOG = LoggerFactory.getLogger(ClosureFeeds.class);
    private static final int CLOSURES_AT_ONCE = 200;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration OUT_OF_TURN = Duration.ofMillis(50);

    private final ClosureEvents events;
    private final Wakeups wakeups;
    private final Map<ClosureId, ClosureFeed> feeds = new ConcurrentHashMap<>();
    private final Set<ClosureId> changed = ConcurrentHashMap.newKeySet();
    private final Trigger trigger = new Trigger();
    private final Sinks.Many<ClosureId> gaps = Sinks.many().multicast().directBestEffort();

    ClosureFeeds(ClosureEvents events, Wakeups wakeups) {
        this.events = events;
        this.wakeups = wakeups;
    }

    /** From now on the follower gets at least what comes after {@code known}; what was before it reads itself, and may get again. */
    void join(ClosureId id, long known, Outbox follower) {
        feeds.compute(id, (same, feed) -> (feed == null ? new ClosureFeed(known) : feed).with(follower));
        if (follower.over()) {
            leave(id, follower);
        }
    }

    void leave(ClosureId id, Outbox follower) {
        feeds.computeIfPresent(id, (same, feed) -> feed.without(follower) ? feed : null);
    }

    boolean isEmpty() {
        return feeds.isEmpty();
    }

    /** The journal has this event: who follows its closure and has not got it yet gets it, with what is missing before. */
    void exists(JournalEvent event) {
        ClosureFeed feed = feeds.get(event.closureId());
        if (feed != null && feed.position() < event.number()) {
            changed(event.closureId());
        }
    }

    boolean follow(ClosureId id) {
        return feeds.containsKey(id);
    }

    /**
     * This process has stored these. What several threads have stored one after the other may be told the other way round: where others
     * before them are missing here, they are read only if they do not come.
     */
    void stored(ClosureId id, List<Delivery> deliveries) {
        ClosureFeed feed = feeds.get(id);
        if (feed != null && !deliveries.isEmpty() && !feed.pass(deliveries)) {
            gaps.emitNext(id, (signal, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
        }
    }

    /** The journal is another server's: its numbers may be given anew. */
    void moved() {
        feeds.values().forEach(ClosureFeed::moved);
    }

    /** Runs until cancelled. */
    Flux<Void> run() {
        Flux<Void> hearing = wakeups.all()
                .doOnNext(wake -> {
                    if (wake.closure() != null && !wake.told()) {
                        changed(wake.closure());
                    }
                })
                .thenMany(Flux.empty());
        Flux<Void> closing = gaps.asFlux()
                .flatMap(id -> Mono.delay(OUT_OF_TURN).thenReturn(id), Integer.MAX_VALUE)
                .doOnNext(this::read)
                .thenMany(Flux.empty());
        return Flux.merge(hearing, closing, trigger.pulls().concatMap(pull -> round(), 1));
    }

    private void read(ClosureId id) {
        ClosureFeed feed = feeds.get(id);
        if (feed != null && feed.gaping()) {
            changed(id);
        }
    }

    private void changed(ClosureId id) {
        if (feeds.containsKey(id)) {
            changed.add(id);
            trigger.pull();
        }
    }

    private Mono<Void> round() {
        return Mono.defer(() -> {
            Map<ClosureId, Long> asked = take();
            if (asked.isEmpty()) {
                return Mono.empty();
            }
            return events.after(asked)
                    .collectList()
                    .doOnNext(this::dispatch)
                    .then()
                    .onErrorResume(failure -> {
                        LOG.warn("cannot read the journal: {}", failure.toString());
                        changed.addAll(asked.keySet());
                        return Mono.delay(PAUSE).then();
                    })
                    .doOnTerminate(() -> {
                        if (!changed.isEmpty()) {
                            trigger.pull();
                        }
                    });
        });
    }

    private Map<ClosureId, Long> take() {
        Map<ClosureId, Long> asked = new ConcurrentHashMap<>();
        List<ClosureId> some = changed.stream().limit(CLOSURES_AT_ONCE).toList();
        // taken off before it is read: whatever changes from here on comes back
        some.forEach(changed::remove);
        for (ClosureId id : some) {
            ClosureFeed feed = feeds.get(id);
            if (feed != null) {
                asked.put(id, feed.position());
            }
        }
        return asked;
    }

    private void dispatch(List<Delivery> deliveries) {
        Map<String, List<Delivery>> byClosure = new TreeMap<>();
        for (Delivery delivery : deliveries) {
            byClosure
                    .computeIfAbsent(delivery.event().closureId().toString(), id -> new ArrayList<>())
                    .add(delivery);
        }
        for (List<Delivery> some : byClosure.values()) {
            ClosureId id = some.getFirst().event().closureId();
            ClosureFeed feed = feeds.get(id);
            boolean complete = feed == null || feed.pass(some);
            if (!complete || some.size() >= ClosureEvents.MOST) {
                changed(id);
            }
        }
    }
}
