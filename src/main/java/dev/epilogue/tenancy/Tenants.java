package dev.epilogue.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.epilogue.access.Tenant;
import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.Forgetful;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The tenants as this instance knows them: what was found is believed for half a minute, and dropped when somebody says so. */
@Component
public class Tenants implements Forgetful {

    private static final Duration BELIEVED = Duration.ofSeconds(30);
    private static final int MOST = 10_000;
    private static final String ORIGINS = "all";

    private final TenantStore store;
    private final Cache<String, Tenant> known;
    /** All together: whoever makes origins up makes nobody look for each of them. */
    private final Cache<String, Mono<Set<String>>> origins;

    @Autowired
    Tenants(TenantStore store) {
        this(store, Ticker.systemTicker());
    }

    /** @param ticker by which what was found is believed */
    Tenants(TenantStore store, Ticker ticker) {
        this.store = store;
        this.known = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST)
                .expireAfterWrite(BELIEVED)
                .build();
        this.origins =
                Caffeine.newBuilder().ticker(ticker).expireAfterWrite(BELIEVED).build();
    }

    /** Empty where there is no such tenant. */
    public Mono<Tenant> find(TenantId id) {
        Tenant cached = known.getIfPresent(id.value());
        return cached != null ? Mono.just(cached) : store.find(id).doOnNext(tenant -> known.put(id.value(), tenant));
    }

    /** Whether web pages of this origin are a tenant's own. */
    public Mono<Boolean> listOrigin(String origin) {
        Mono<Set<String>> cached = origins.getIfPresent(ORIGINS);
        Mono<Set<String>> all = cached == null ? store.origins().cache() : cached;
        if (cached == null) {
            origins.put(ORIGINS, all);
        }
        return all.doOnError(unread -> origins.invalidate(ORIGINS)).map(listed -> listed.contains(origin));
    }

    /** Empty where there is no such tenant, or nobody may come in its name. */
    public Mono<Tenant> admitted(TenantId id) {
        return find(id).filter(tenant -> !tenant.disabled());
    }

    @Override
    public void forget(String thing) {
        if (thing.startsWith("tenant:")) {
            known.invalidate(thing.substring("tenant:".length()));
            origins.invalidateAll();
        }
    }

    @Override
    public void forgetAll() {
        known.invalidateAll();
        origins.invalidateAll();
    }
}
