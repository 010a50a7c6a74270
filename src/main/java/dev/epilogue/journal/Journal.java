package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the event log of single closures. Written only together with the change that an event tells of. */
@Component
public class Journal {

    /** More than any closure has in its life: who only waits for a change reads at once. */
    private static final int WAITING = 10_000;

    private final ClosureEvents events;
    private final ClosureFeeds feeds;
    private final Tail tail;
    private final JournalSettings settings;

    Journal(ClosureEvents events, ClosureFeeds feeds, Tail tail, JournalSettings settings) {
        this.events = events;
        this.feeds = feeds;
        this.tail = tail;
        this.settings = settings;
    }

    /** What stands in the log behind a position, at most {@code limit} events. */
    public Flux<JournalEvent> events(TenantId tenant, ClosureId id, long after, int limit) {
        return events.after(tenant, id, after, limit).map(Delivery::event);
    }

    /** The number up to which events were pruned; 0 where none were. */
    public Mono<Long> prunedTo(TenantId tenant, ClosureId id) {
        return events.prunedTo(tenant, id).defaultIfEmpty(0L);
    }

    /** As {@link #follow(TenantId, ClosureId, long, Outbox)}, for a reader that is never too slow. */
    public Flux<JournalEvent> follow(TenantId tenant, ClosureId id, long after) {
        return Flux.defer(() -> follow(tenant, id, after, new Outbox(WAITING)))
                .concatMapIterable(items -> items)
                .ofType(Delivery.class)
                .map(Delivery::event);
    }

    /**
     * Everything behind a position, then whatever comes, each event once and in order, until the last one. Joins before the
     * first look, so that nothing falls between history and live. No connection is held while nothing happens.
     *
     * @param outbox of this follower alone
     */
    public Flux<List<Item>> follow(TenantId tenant, ClosureId id, long after, Outbox outbox) {
        return follow(tenant, id, after, after, outbox);
    }

    /** @param known number of an event that is in the log already: what comes next follows on it */
    public Flux<List<Item>> follow(TenantId tenant, ClosureId id, long after, long known, Outbox outbox) {
        return Flux.defer(() -> {
            AtomicLong position = new AtomicLong(after);
            Flux<List<Item>> joined = Flux.defer(() -> {
                feeds.join(id, Math.max(after, known), outbox);
                return history(tenant, id, position)
                        .concatWith(outbox.map(items -> unseen(items, tenant, position)))
                        .filter(items -> !items.isEmpty());
            });
            return tail.placed().thenMany(joined).takeUntil(Journal::ends).doFinally(end -> {
                outbox.cancel();
                feeds.leave(id, outbox);
            });
        });
    }

    private Flux<List<Item>> history(TenantId tenant, ClosureId id, AtomicLong position) {
        return page(tenant, id, position)
                .expand(page -> page.size() >= settings.page() ? page(tenant, id, position) : Mono.empty())
                .filter(page -> !page.isEmpty())
                .map(List::copyOf);
    }

    private Mono<List<Delivery>> page(TenantId tenant, ClosureId id, AtomicLong position) {
        return Mono.defer(() -> events.after(tenant, id, position.get(), settings.page())
                        .collectList())
                .doOnNext(page -> {
                    if (!page.isEmpty()) {
                        position.set(page.getLast().event().number());
                    }
                });
    }

    private static List<Item> unseen(List<Item> items, TenantId tenant, AtomicLong position) {
        for (Item item : items) {
            if (item instanceof Delivery delivery && isOld(delivery, tenant, position)) {
                return items.stream()
                        .filter(each -> !(each instanceof Delivery old) || !isOld(old, tenant, position))
                        .toList();
            }
        }
        return items;
    }

    private static boolean isOld(Delivery delivery, TenantId tenant, AtomicLong position) {
        return delivery.event().number() <= position.get() || !delivery.tenant().equals(tenant);
    }

    private static boolean ends(List<Item> items) {
        return items.stream()
                .anyMatch(item -> item instanceof Item.Goodbye
                        || item instanceof Delivery delivery && delivery.event().last());
    }
}
