package dev.epilogue.journal;

import dev.epilogue.journal.FeedScope.Audience;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The one reader of new events of this process: followers never look on their own. Passes events below the horizon to those
 * who follow many closures, at once; followers of single closures hear of their changes otherwise, and are told now and then what they
 * may have missed.
 */
@Component
class Tail {

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration FAILURE_PAUSE = Duration.ofMillis(200);

    /** When all go at once, as when a proxy is started again, all come back: until then the tail goes on for them. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FeedReader reader;
    private final ClosureFeeds closures;
    private final Wakeups wakeups;
    private final JournalSettings settings;
    private final HorizonWatch watch;
    private final Map<Audience, Set<Follower>> audiences = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> placed = Sinks.empty();
    private final Trigger arrivals = new Trigger();
    private final Recent recent;
    private volatile long lastLeft = System.nanoTime() - PATIENCE.toNanos();
    private volatile @Nullable Position position;
    /** Up to here followers have been given everything, or are being given it: who joins now may miss of that. */
    private volatile @Nullable Position passed;

    Tail(FeedReader reader, ClosureFeeds closures, Wakeups wakeups, JournalSettings settings, MeterRegistry meters) {
        this.reader = reader;
        this.closures = closures;
        this.wakeups = wakeups;
        this.settings = settings;
        this.recent = new Recent(settings.page());
        this.watch = new HorizonWatch(settings.horizonWarning(), meters, System::nanoTime);
    }

    private record Follower(FeedScope scope, Outbox outbox) {}

    /** Whether everything behind a position is in memory, so that nothing has to be read for who goes on from there. */
    boolean remembers(Position from) {
        return recent.covers(from);
    }

    /** What stands behind a position for such a follower, once it has joined; null where it has to be read. */
    @Nullable
    List<Delivery> remembered(FeedScope scope, Position from) {
        List<Delivery> behind = recent.behind(from);
        return behind == null ? null : behind.stream().filter(scope::takes).toList();
    }

    /** From now on the follower gets what its scope wants; what stood in the journal before it may get as well. */
    void join(FeedScope scope, Outbox outbox) {
        boolean first = audiences.isEmpty();
        audiences.compute(scope.audience(), (same, followers) -> {
            Set<Follower> all = followers == null ? ConcurrentHashMap.newKeySet() : followers;
            all.add(new Follower(scope, outbox));
            return all;
        });
        if (outbox.over()) {
            leave(scope, outbox);
        }
        if (first) {
            // what was rung for while nobody followed was not looked at
            arrivals.pull();
        }
    }

    /** Whether who has joined is still to be given all that stands behind a position. */
    boolean owes(Position from) {
        Position given = passed;
        return given != null && !given.after(from);
    }

    void leave(FeedScope scope, Outbox outbox) {
        audiences.computeIfPresent(scope.audience(), (same, followers) -> {
            followers.remove(new Follower(scope, outbox));
            return followers.isEmpty() ? null : followers;
        });
        lastLeft = System.nanoTime();
    }

    /** Up to here followers have been given everything; null before the first look. */
    @Nullable
    Position position() {
        return position;
    }

    /** As soon as the tail has a place in the journal: who joins and reads after that misses nothing. */
    Mono<Void> placed() {
        return placed.asMono();
    }

    /** Runs until cancelled. */
    Flux<Void> run() {
        Flux<Boolean> wakes = wakeups.all().filter(wake -> !audiences.isEmpty()).map(wake -> true);
        Flux<Boolean> polls = Flux.interval(Duration.ZERO, settings.poll())
                .onBackpressureDrop()
                .map(tick -> true);
        return Flux.merge(wakes, arrivals.pulls(), polls).onBackpressureLatest().concatMap(wake -> round(), 1);
    }

    private boolean followed() {
        return !audiences.isEmpty() || !closures.isEmpty() || System.nanoTime() - lastLeft < PATIENCE.toNanos();
    }

    private Mono<Void> round() {
        return look().expand(this::again).then().onErrorResume(failure -> {
            LOG.warn("cannot read the journal: {}", failure.toString());
            return Mono.delay(FAILURE_PAUSE).then();
        });
    }

    private Mono<FeedPage> look() {
        return Mono.defer(() -> {
            Position from = position;
            boolean reads = from != null && followed();
            Position start = from == null ? Position.FIRST : from;
            return reader.everything(start, reads ? settings.page() : 0).doOnNext(page -> seen(page, reads));
        });
    }

    private Mono<FeedPage> again(FeedPage page) {
        if (page.full()) {
            return look();
        }
        return page.behind() && !audiences.isEmpty() ? Mono.delay(pause()).then(look()) : Mono.empty();
    }

    /** Other transactions end within milliseconds; one that does not is not asked for all the time. */
    private Duration pause() {
        Duration part = watch.age().dividedBy(4);
        if (part.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return part.compareTo(settings.poll()) > 0 ? settings.poll() : part;
    }

    private void seen(FeedPage page, boolean reads) {
        watch.seen(page.horizon());
        Position before = position;
        if (before != null && before.xid() < page.horizon().origin()) {
            moved(page.horizon());
            return;
        }
        if (reads) {
            // before anybody is passed over: who joins meanwhile finds here what was given out before it came
            recent.pass(page.deliveries(), page.next());
        }
        passed = page.next();
        if (reads) {
            page.deliveries().forEach(this::dispatch);
            position = page.next();
        } else if (position == null || !followed()) {
            // whoever joins from here on reads after this look
            position = page.next();
            recent.restart(page.next());
            placed.tryEmitEmpty();
        }
    }

    /** What followers have got is of another server: they come again, and are told what is true here. */
    private void moved(FeedPage.Horizon horizon) {
        passed = Position.before(horizon.low());
        position = passed;
        recent.restart(passed);
        audiences
                .values()
                .forEach(followers -> followers.forEach(each -> each.outbox().end(Item.Goodbye.MOVED)));
        closures.moved();
        wakeups.look();
    }

    private void dispatch(Delivery delivery) {
        closures.exists(delivery.event());
        dispatch(new Audience(delivery.tenant(), null), delivery);
        for (String participant : delivery.participants()) {
            dispatch(new Audience(delivery.tenant(), participant), delivery);
            dispatch(new Audience(null, participant), delivery);
        }
    }

    private void dispatch(Audience audience, Delivery delivery) {
        for (Follower follower : audiences.getOrDefault(audience, Set.of())) {
            if (follower.scope().wants(delivery.event())) {
                follower.outbox().offer(delivery);
            }
        }
    }
}
