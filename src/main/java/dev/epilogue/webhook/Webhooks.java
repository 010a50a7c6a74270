package dev.epilogue.webhook;

import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.FeedScope;
import dev.epilogue.journal.Feeds;
import dev.epilogue.journal.Position;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a tenant does with its endpoints. All fail with {@code webhook-not-found} where the tenant has none of that id. */
@Component
public class Webhooks {

    /** How long a secret that was changed goes on signing. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private final WebhookStore store;
    private final DeliveryLog deliveries;
    private final SecretVault vault;
    private final Feeds feeds;
    private final WebhookTargets targets;
    private final WebhookCaller caller;
    private final EventText text;
    private final WebhookWaker waker;
    private final WebhookSettings settings;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();

    Webhooks(
            WebhookStore store,
            DeliveryLog deliveries,
            SecretVault vault,
            Feeds feeds,
            WebhookTargets targets,
            WebhookCaller caller,
            EventText text,
            WebhookWaker waker,
            WebhookSettings settings) {
        this.store = store;
        this.deliveries = deliveries;
        this.vault = vault;
        this.feeds = feeds;
        this.targets = targets;
        this.caller = caller;
        this.text = text;
        this.waker = waker;
        this.settings = settings;
    }

    /** An endpoint with the secret that its tenant gets, once. */
    public record Given(Endpoint endpoint, Secret secret) {}

    /** It is told what happens from now on. Fails with {@code webhook-target-refused}, {@code limit-webhooks}. */
    public Mono<Given> create(TenantId tenant, Terms terms) {
        return Mono.defer(() -> {
            targets.check(terms.url());
            UUID id = UUID.randomUUID();
            Secret secret = Secret.random(random);
            String key = vault.newKey(id);
            return now(tenant)
                    .map(position ->
                            new WebhookStore.New(id, tenant, terms, position, key, vault.seal(id, key, secret)))
                    .flatMap(wanted -> store.create(wanted, settings.most()))
                    .switchIfEmpty(Mono.error(() -> Problem.of(
                                    ProblemCode.LIMIT_WEBHOOKS,
                                    "A tenant has at most " + settings.most() + " webhooks.")
                            .exception()))
                    .doOnNext(made -> waker.changed())
                    .map(made -> new Given(made, secret));
        });
    }

    private Mono<Position> now(TenantId tenant) {
        return feeds.start(scope(tenant), null).map(Feeds.Start::position);
    }

    private static FeedScope scope(TenantId tenant) {
        return new FeedScope(new Reach.Tenant(tenant), null, null, Set.of());
    }

    /** Newest first. */
    public Flux<Endpoint> all(TenantId tenant) {
        return store.all(tenant);
    }

    public Mono<Endpoint> find(TenantId tenant, UUID id) {
        return kept(tenant, id).map(WebhookStore.Kept::endpoint);
    }

    private Mono<WebhookStore.Kept> kept(TenantId tenant, UUID id) {
        return store.find(tenant, id).switchIfEmpty(Mono.error(Webhooks::notFound));
    }

    /**
     * @param change makes the new terms of the present ones
     * @param enabled false pauses it, true begins anew; null leaves it as it is
     */
    public Mono<Endpoint> change(TenantId tenant, UUID id, UnaryOperator<Terms> change, @Nullable Boolean enabled) {
        return find(tenant, id)
                .map(old -> change.apply(new Terms(old.url(), old.description(), old.types())))
                .doOnNext(terms -> targets.check(terms.url()))
                .flatMap(terms -> store.change(tenant, id, terms, enabled, settings.hold()))
                .switchIfEmpty(Mono.error(Webhooks::notFound))
                .doOnNext(changed -> waker.changed());
    }

    /** It goes on with this event, or with the next one behind that place. */
    public Mono<Endpoint> replay(TenantId tenant, UUID id, Position from) {
        Position before = new Position(from.xid(), from.closure(), Math.max(0, from.number() - 1));
        return moved(tenant, id, before);
    }

    /** It goes on with the first event since then. */
    public Mono<Endpoint> replay(TenantId tenant, UUID id, Instant since) {
        return store.firstSince(tenant, since)
                .flatMap(first -> replay(tenant, id, first))
                .switchIfEmpty(Mono.defer(() -> now(tenant).flatMap(end -> moved(tenant, id, end))));
    }

    private Mono<Endpoint> moved(TenantId tenant, UUID id, Position to) {
        return store.move(tenant, id, to)
                .switchIfEmpty(Mono.error(Webhooks::notFound))
                .doOnNext(moved -> waker.changed());
    }

    /** Another secret; the present one goes on signing for {@link #OVERLAP}. */
    public Mono<Given> rotate(TenantId tenant, UUID id) {
        Secret secret = Secret.random(random);
        return kept(tenant, id)
                .flatMap(kept -> store.rotate(tenant, id, vault.seal(id, kept.wrappedKey(), secret), OVERLAP))
                .switchIfEmpty(Mono.error(Webhooks::notFound))
                .map(endpoint -> new Given(endpoint, secret));
    }

    public Mono<Void> delete(TenantId tenant, UUID id) {
        return store.delete(tenant, id)
                .filter(deleted -> deleted)
                .switchIfEmpty(Mono.error(Webhooks::notFound))
                .then();
    }

    /** One message that tells nothing, at once; its place stays where it is. */
    public Mono<Reply> test(TenantId tenant, UUID id) {
        String message = "test/" + UUID.randomUUID();
        return kept(tenant, id).flatMap(kept -> {
            Endpoint endpoint = kept.endpoint();
            String body =
                    text.ofNone(message, endpoint.position(), "webhook.test", clock.instant(), Map.of("webhookId", id));
            return caller.deliver(endpoint.url(), vault.open(kept), new Message(message, "webhook.test", body));
        });
    }

    /**
     * Newest first.
     *
     * @param delivered null for both
     * @param before only older ones
     */
    public Flux<PastDelivery> deliveries(
            TenantId tenant, UUID id, @Nullable Boolean delivered, long before, int limit) {
        return find(tenant, id).thenMany(deliveries.deliveries(tenant, id, delivered, before, limit));
    }

    private static RuntimeException notFound() {
        return Problem.of(ProblemCode.WEBHOOK_NOT_FOUND, "There is no such webhook.")
                .exception();
    }
}
