package dev.epilogue.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.epilogue.access.Principal;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.Forgetful;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.tenancy.Tenants;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keys of applications: given out, looked at with each request, rotated, revoked. What was found is believed for half a minute, and
 * dropped when an instance says that it has ended.
 */
@Component
public class ApiKeys implements Forgetful {

    /** How long a key that was rotated lives on. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private static final Duration BELIEVED = Duration.ofSeconds(30);
    private static final int MOST = 10_000;
    private static final String SUBJECT = "key:";

    private final ApiKeyStore store;
    private final Tenants tenants;
    private final SecretCheck check;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, ApiKeyStore.Kept> found;

    @Autowired
    ApiKeys(ApiKeyStore store, Tenants tenants) {
        this(store, tenants, new SecretCheck(), Ticker.systemTicker());
    }

    /** @param ticker by which what was found is believed */
    ApiKeys(ApiKeyStore store, Tenants tenants, SecretCheck check, Ticker ticker) {
        this.store = store;
        this.tenants = tenants;
        this.check = check;
        this.found = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST)
                .expireAfterWrite(BELIEVED)
                .build();
    }

    /**
     * A key with the text that its holder gets, once.
     *
     * @param text null where the holder uses it already
     * @param again whether it was made before, under the same {@code Idempotency-Key}
     */
    public record Given(ApiKey key, @Nullable KeyText text, boolean again) {

        Given(ApiKey key, KeyText text) {
            this(key, text, false);
        }
    }

    /** Empty where it does not stand, whatever the reason. */
    public Mono<Principal> principal(KeyText text) {
        return kept(text.id())
                .map(kept -> new Judged(check.matches(kept.hash(), text), kept.key()))
                .switchIfEmpty(Mono.fromRunnable(() -> check.matches(new byte[0], text)))
                .filter(Judged::right)
                .flatMap(judged -> standing(judged.key()));
    }

    private record Judged(boolean right, ApiKey key) {}

    /** Whether a key that was let in would be let in again. */
    public Mono<Boolean> stands(Principal principal) {
        return kept(principal.subject().substring(SUBJECT.length()))
                .flatMap(kept -> standing(kept.key()))
                .hasElement();
    }

    private Mono<Principal> standing(ApiKey key) {
        return key.stands(clock.instant())
                ? tenants.admitted(key.tenant())
                        .map(tenant ->
                                Principal.application(tenant.id(), SUBJECT + key.id(), key.scopes(), key.expiresAt()))
                : Mono.empty();
    }

    private Mono<ApiKeyStore.Kept> kept(String id) {
        ApiKeyStore.Kept cached = found.getIfPresent(id);
        return cached != null ? Mono.just(cached) : store.use(id).doOnNext(kept -> found.put(id, kept));
    }

    /** Whether anybody could get in with a key at all. */
    public Mono<Boolean> any() {
        return store.any();
    }

    /** Newest first, those that ended among them. */
    public Flux<ApiKey> ofTenant(TenantId tenant) {
        return store.ofTenant(tenant);
    }

    /** Fails with {@code invalid-parameter} where there is no such tenant, or the scopes are no tenant's to give. */
    public Mono<Given> create(ApiKeyStore.Wanted wanted) {
        return create(wanted, null);
    }

    /** The same, once for what is asked. Fails with {@code idempotency-key-reused} where something else was asked under the key. */
    public Mono<Given> create(ApiKeyStore.Wanted wanted, @Nullable Asked asked) {
        if (wanted.scopes().isEmpty() || !Scope.OF_TENANTS.containsAll(wanted.scopes())) {
            return Mono.error(
                    Problem.of(ProblemCode.INVALID_PARAMETER, "scopes", "Expected one or more of " + names() + ".")
                            .exception());
        }
        KeyText text = KeyText.random(random);
        return tenants.admitted(wanted.tenant())
                .switchIfEmpty(Mono.error(
                        () -> Problem.of(ProblemCode.INVALID_PARAMETER, "tenant", "There is no tenant of this name.")
                                .exception()))
                .flatMap(tenant -> store.create(text.id(), check.hash(text), wanted, asked))
                .map(key -> new Given(key, text))
                .switchIfEmpty(Mono.defer(() -> again(wanted.tenant(), asked, text)));
    }

    /** Another in its place; the old one lives on for {@link #OVERLAP}. Fails with {@code api-key-not-found}, {@code key-revoked}. */
    public Mono<Given> rotate(TenantId tenant, String id) {
        return rotate(tenant, id, null);
    }

    /** The same, once for what is asked. */
    public Mono<Given> rotate(TenantId tenant, String id, @Nullable Asked asked) {
        KeyText text = KeyText.random(random);
        return store.rotate(tenant, id, text.id(), check.hash(text), OVERLAP, asked)
                .map(key -> new Given(key, text))
                .doOnNext(given -> found.invalidate(id))
                .switchIfEmpty(Mono.defer(() -> again(tenant, asked, text)))
                .switchIfEmpty(Mono.defer(() -> ended(tenant, id)));
    }

    private Mono<Given> again(TenantId tenant, @Nullable Asked asked, KeyText text) {
        return asked == null
                ? Mono.empty()
                : store.again(tenant, asked, check.hash(text)).map(again -> {
                    if (!again.same()) {
                        throw reused().exception();
                    }
                    ApiKey key = again.key();
                    return new Given(key, again.given() ? new KeyText(key.id(), text.secret()) : null, true);
                });
    }

    private static Problem reused() {
        return Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, "The key stands for another request already.");
    }

    private Mono<Given> ended(TenantId tenant, String id) {
        return store.find(tenant, id)
                .switchIfEmpty(Mono.error(ApiKeys::notFound))
                .flatMap(key ->
                        Mono.error(Problem.of(ProblemCode.KEY_REVOKED, "The key has ended already: make a new one.")
                                .exception()));
    }

    /** Ends it at once; one that has ended already stays so. Fails with {@code api-key-not-found}. */
    public Mono<Void> revoke(TenantId tenant, String id) {
        return store.revoke(tenant, id)
                .doOnNext(revoked -> found.invalidate(id))
                .flatMap(revoked -> revoked
                        ? Mono.empty()
                        : store.find(tenant, id)
                                .switchIfEmpty(Mono.error(ApiKeys::notFound))
                                .then());
    }

    public static RuntimeException notFound() {
        return Problem.of(ProblemCode.API_KEY_NOT_FOUND, "There is no such key.")
                .exception();
    }

    private static String names() {
        return String.join(
                ", ", Scope.OF_TENANTS.stream().map(Scope::wireName).sorted().toList());
    }

    @Override
    public void forget(String thing) {
        if (thing.startsWith(SUBJECT)) {
            found.invalidate(thing.substring(SUBJECT.length()));
        }
    }

    @Override
    public void forgetAll() {
        found.invalidateAll();
    }
}
