package dev.epilogue.web.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.epilogue.tenancy.TenantStore;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What tenants list, believed for half a minute: every request of a page asks. */
@Component
final class ListedOrigins implements TenantOrigins {

    private static final Duration BELIEVED = Duration.ofSeconds(30);
    private static final int MOST = 10_000;

    private final TenantStore tenants;
    private final Cache<String, Boolean> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BELIEVED).build();

    ListedOrigins(TenantStore tenants) {
        this.tenants = tenants;
    }

    @Override
    public Mono<Boolean> list(String origin) {
        Boolean cached = known.getIfPresent(origin);
        return cached != null
                ? Mono.just(cached)
                : tenants.listed(origin).doOnNext(listed -> known.put(origin, listed));
    }
}
