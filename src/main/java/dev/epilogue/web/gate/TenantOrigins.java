package dev.epilogue.web.gate;

import reactor.core.publisher.Mono;

/** The origins of tenants' own pages. */
public interface TenantOrigins {

    /** Whether any tenant that is served lists it. */
    Mono<Boolean> list(String origin);
}
