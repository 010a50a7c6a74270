package dev.epilogue.webhook;

import dev.epilogue.closure.Reach;
import dev.epilogue.journal.Delivery;
import dev.epilogue.journal.FeedPage;
import dev.epilogue.journal.FeedScope;
import dev.epilogue.journal.Feeds;
import dev.epilogue.journal.Position;
import dev.epilogue.work.Rest;
import dev.epilogue.work.Work;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells one endpoint what stands behind its place, one event after the other: the place moves with each good answer, and whoever takes
 * over after a crash begins with the event whose answer was not stored. Endpoints that fail have places apart from those of their tenant
 * that answer.
 */
@Component
class WebhookWork implements Work {

    static final WorkTable TABLE =
            new WorkTable("webhook", "t.tenant || CASE WHEN t.failing_since IS NULL THEN '' ELSE ' failing' END");

    private static final Logger LOG = LoggerFactory.getLogger(WebhookWork.class);
    private static final int PAGE = 100;

    /** After this a turn ends, well before it would be cut off; another endpoint may be waiting. */
    private static final Duration TURN = Duration.ofSeconds(20);

    private final DeliveryStore store;
    private final Feeds feeds;
    private final WebhookCaller caller;
    private final SecretVault vault;
    private final EventText text;
    private final WebhookSettings settings;
    private final MeterRegistry meters;

    WebhookWork(
            DeliveryStore store,
            Feeds feeds,
            WebhookCaller caller,
            SecretVault vault,
            EventText text,
            WebhookSettings settings,
            MeterRegistry meters) {
        this.store = store;
        this.feeds = feeds;
        this.caller = caller;
        this.vault = vault;
        this.text = text;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public WorkTable table() {
        return TABLE;
    }

    @Override
    public int parallel() {
        return settings.concurrency();
    }

    /**
     * An endpoint in hand.
     *
     * @param present as this turn has brought it on
     */
    private record Turn(AtomicReference<Endpoint> present, WorkLease lease, List<Secret> secrets, long until) {

        Endpoint endpoint() {
            return Objects.requireNonNull(present.get());
        }

        Position told() {
            return endpoint().position();
        }

        boolean over() {
            return System.nanoTime() - until >= 0;
        }
    }

    @Override
    public Mono<Rest> run(WorkLease lease) {
        return store.held(lease).map(kept -> turn(kept, lease)).flatMap(this::notices);
    }

    private Turn turn(WebhookStore.Kept kept, WorkLease lease) {
        return new Turn(
                new AtomicReference<>(kept.endpoint()), lease, vault.open(kept), System.nanoTime() + TURN.toNanos());
    }

    /** What happened to endpoints comes first: it does not wait behind a long feed. */
    private Mono<Rest> notices(Turn turn) {
        return store.nextNotice(turn.endpoint())
                .flatMap(notice -> tell(turn, message(turn, notice), turn.told()))
                .switchIfEmpty(Mono.defer(() -> events(turn)));
    }

    private Message message(Turn turn, DeliveryStore.Notice notice) {
        return new Message(
                notice.id(),
                notice.type(),
                text.ofNone(notice.id(), turn.told(), notice.type(), notice.at(), notice.data()));
    }

    private Mono<Rest> events(Turn turn) {
        Endpoint endpoint = turn.endpoint();
        FeedScope scope = new FeedScope(new Reach.Tenant(endpoint.tenant()), null, null, endpoint.types());
        return feeds.owed(scope, endpoint.position(), PAGE)
                .flatMap(page -> page.lost() ? reset(turn, page) : page(turn, page));
    }

    /** Events that it was not told are gone: it is told so, and looks for itself. */
    private Mono<Rest> reset(Turn turn, FeedPage page) {
        Position now = Position.before(page.horizon().low());
        String id = "reset/" + turn.endpoint().id() + "/" + now.text();
        Message message = new Message(
                id, "reset", text.ofNone(id, now, "reset", turn.lease().claimedAt(), Map.of()));
        return tell(turn, message, now);
    }

    private Mono<Rest> page(Turn turn, FeedPage page) {
        return Flux.fromIterable(page.deliveries())
                .takeWhile(delivery -> !turn.over())
                .concatMap(delivery -> tell(turn, message(delivery), delivery.position()), 1)
                .takeUntil(rest -> !rest.equals(Rest.none()))
                .last(Rest.none())
                .flatMap(rest -> rest.equals(Rest.none()) ? ended(turn, page) : Mono.just(rest));
    }

    private Message message(Delivery delivery) {
        return new Message(
                delivery.event().id(), delivery.event().type(), text.of(delivery.event(), delivery.position()));
    }

    /** Everything of the page was told, or the turn is over. What is not wanted behind it is passed over. */
    private Mono<Rest> ended(Turn turn, FeedPage page) {
        boolean all = page.deliveries().isEmpty()
                || page.deliveries().getLast().position().equals(turn.told());
        if (page.full() || !all) {
            return Mono.just(Rest.none());
        }
        boolean further =
                page.next().after(turn.told()) && !turn.endpoint().types().isEmpty();
        Mono<Boolean> skipped = further ? store.skip(turn.endpoint(), turn.lease(), page.next()) : Mono.just(true);
        return skipped.thenReturn(Rest.never());
    }

    /** @return {@link Rest#none} where it was told and the place is stored */
    private Mono<Rest> tell(Turn turn, Message message, Position to) {
        Endpoint endpoint = turn.endpoint();
        return caller.deliver(endpoint.url(), turn.secrets(), message)
                .doOnNext(this::counted)
                .flatMap(reply -> reply.delivered()
                        ? store.delivered(endpoint, turn.lease(), message, reply, to)
                                .doOnNext(told -> turn.present().set(endpoint.told(to)))
                                .doOnNext(told -> turned(turn, told))
                                .map(told -> Rest.none())
                                .defaultIfEmpty(Rest.of(Duration.ofMillis(1)))
                        : failed(turn, message, reply));
    }

    private Mono<Rest> failed(Turn turn, Message message, Reply reply) {
        Pause pause = Pause.after(turn.endpoint(), reply, now(turn), settings);
        return store.failed(turn.endpoint(), turn.lease(), message, reply, pause.status(), settings.hold())
                .doOnNext(told -> turned(turn, told))
                .map(told -> told.status() == Endpoint.Status.GONE ? Rest.never() : Rest.of(pause.pause()))
                .defaultIfEmpty(Rest.of(Duration.ofMillis(1)));
    }

    /** Of the database, a turn's length late at most. */
    private static Instant now(Turn turn) {
        return turn.lease().claimedAt();
    }

    private void counted(Reply reply) {
        meters.timer("epilogue.webhooks.deliveries", "outcome", reply.delivered() ? "delivered" : "failed")
                .record(reply.took());
    }

    private static void turned(Turn turn, DeliveryStore.Told told) {
        if (told.turned()) {
            LOG.atWarn()
                    .addKeyValue("webhook", turn.endpoint().id())
                    .addKeyValue("tenant", turn.endpoint().tenant().value())
                    .log(
                            "webhook {} of {} is {} now",
                            turn.endpoint().id(),
                            turn.endpoint().tenant(),
                            told.status());
        }
    }
}
