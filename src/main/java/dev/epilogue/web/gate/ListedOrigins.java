package dev.epilogue.web.gate;

import dev.epilogue.tenancy.Tenants;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The origins that tenants list, as this instance knows them. */
@Component
final class ListedOrigins implements TenantOrigins {

    private final Tenants tenants;

    ListedOrigins(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Mono<Boolean> list(String origin) {
        return tenants.listOrigin(origin);
    }
}
