package dev.epilogue.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams over many closures: a participant's inbox, a tenant's everything. */
@Component
public class Feeds {

    private final FeedReader reader;
    private final Tail tail;
    private final JournalSettings settings;

    Feeds(FeedReader reader, Tail tail, JournalSettings settings) {
        this.reader = reader;
        this.tail = tail;
        this.settings = settings;
    }

    /**
     * Where a follower begins.
     *
     * @param lost whether events between the position that it came with and this one are gone
     * @param now whether nothing behind it has to be read: it is the end of the journal, or what stands there is in memory
     * @param first what was read behind it already
     */
    public record Start(
            Position position,
            boolean lost,
            boolean now,
            @Nullable FeedPage first) {
        public Start(Position position, boolean lost, boolean now) {
            this(position, lost, now, null);
        }
    }

    /** @param after what the follower has seen last; null begins now, and so does a position that was pruned or never given */
    public Mono<Start> start(FeedScope scope, @Nullable Position after) {
        if (after == null) {
            return reader.horizon().map(horizon -> new Start(Position.before(horizon.low()), false, true));
        }
        Mono<Start> read = reader.page(scope, after, settings.page())
                .map(page -> page.lost() ? new Start(page.end(), true, true) : new Start(after, false, false, page));
        return tail.remembers(after)
                ? reader.pruned(scope, after).flatMap(lost -> lost ? read : Mono.just(new Start(after, false, true)))
                : read;
    }

    public Mono<FeedPage> page(FeedScope scope, Position after, int limit) {
        return reader.page(scope, after, limit);
    }

    /** The same for who keeps its position in this database: no position of its is another server's. */
    public Mono<FeedPage> owed(FeedScope scope, Position after, int limit) {
        return reader.owed(scope, after, limit);
    }

    /** Up to here whoever follows live has been given everything. */
    public @Nullable String reached() {
        Position reached = tail.position();
        return reached == null ? null : reached.text();
    }

    /**
     * Everything behind a position, then whatever comes, each event once and no closure's events out of order. History is read
     * before joining, so that a long one does not fill the outbox, and its end after joining, so that nothing falls in between. Who
     * begins now has none, and where the tail has not been there yet, nothing can have fallen in between: thousands may come at once.
     *
     * @param outbox of this follower alone
     */
    public Flux<List<Item>> follow(FeedScope scope, Start from, Outbox outbox) {
        return Flux.defer(() -> {
            Place place = new Place(from.position());
            Flux<List<Item>> joined = Flux.defer(() -> {
                tail.join(scope, outbox);
                Flux<List<Item>> rest = tail.owes(place.position) ? Flux.empty() : missed(scope, place);
                return rest.concatWith(outbox.map(items -> unseen(items, place.position)))
                        .filter(items -> !items.isEmpty());
            });
            return (from.now() ? Flux.<List<Item>>empty() : history(scope, place, from.first()))
                    .concatWith(tail.placed().thenMany(joined))
                    .takeUntil(items -> items.getLast() instanceof Item.Goodbye)
                    .doFinally(end -> {
                        outbox.cancel();
                        tail.leave(scope, outbox);
                    });
        });
    }

    /** Up to where a follower has got history. */
    private static final class Place {
        private volatile Position position;

        Place(Position position) {
            this.position = position;
        }
    }

    /** What was given out before the follower had joined. */
    private Flux<List<Item>> missed(FeedScope scope, Place place) {
        List<Delivery> remembered = tail.remembered(scope, place.position);
        if (remembered == null) {
            return history(scope, place, null);
        }
        if (remembered.isEmpty()) {
            return Flux.empty();
        }
        place.position = remembered.getLast().position();
        return Flux.just(List.copyOf(remembered));
    }

    /** @param first what was read already */
    private Flux<List<Item>> history(FeedScope scope, Place place, @Nullable FeedPage first) {
        return (first != null
                        ? Mono.just(first)
                        : Mono.defer(() -> reader.page(scope, place.position, settings.page())))
                .expand(page -> page.full() && !page.lost()
                        ? Mono.defer(() -> reader.page(scope, place.position, settings.page()))
                        : Mono.empty())
                .concatMap(page -> passed(page, place), 1)
                .filter(items -> !items.isEmpty());
    }

    private static Mono<List<Item>> passed(FeedPage page, Place place) {
        place.position = page.next();
        return Mono.just(page.lost() ? List.of(Item.Goodbye.PRUNED) : List.copyOf(page.deliveries()));
    }

    private static List<Item> unseen(List<Item> items, Position seen) {
        for (Item item : items) {
            if (item instanceof Delivery delivery && !delivery.position().after(seen)) {
                return items.stream()
                        .filter(each -> !(each instanceof Delivery old)
                                || old.position().after(seen))
                        .toList();
            }
        }
        return items;
    }
}
