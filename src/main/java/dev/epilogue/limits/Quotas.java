package dev.epilogue.limits;

import dev.epilogue.access.Principal;
import dev.epilogue.access.Tenant;
import dev.epilogue.closure.TenantId;
import dev.epilogue.tenancy.Tenants;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes from the bucket that is a caller's: a tenant's, whichever of its keys are used, a participant's, an address's. */
@Component
public class Quotas {

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Limits limits;
    private final LimitSettings settings;
    private final Tenants tenants;

    Quotas(Limits limits, LimitSettings settings, Tenants tenants) {
        this.limits = limits;
        this.settings = settings;
        this.tenants = tenants;
    }

    /** Never fails: where a tenant cannot be looked up, the deployment's own limits hold. */
    public Mono<Answer> take(Principal principal, Limit limit, int count) {
        return purse(principal, limit).map(purse -> purse.take(count));
    }

    /** The bucket that is a caller's, to be taken from while it is served. Never fails either. */
    public Mono<Purse> purse(Principal principal, Limit limit) {
        return rate(principal, limit).map(rate -> new Purse(limits, limit, caller(principal), rate));
    }

    private Mono<Rate> rate(Principal principal, Limit limit) {
        Rate ours = of(principal.wallet() == null ? settings.applications() : settings.participants(), limit);
        TenantId tenant = principal.tenant();
        if (tenant == null || principal.kind() != Principal.Kind.APPLICATION) {
            return Mono.just(ours);
        }
        return tenants.find(tenant)
                .timeout(LOOK)
                .map(known -> of(known, limit, ours))
                .onErrorReturn(ours)
                .defaultIfEmpty(ours);
    }

    /** For a first step of getting in. */
    public Answer take(String address, Limit limit) {
        return limits.take(limit, address, of(settings.addresses(), limit), 1);
    }

    /** A credential from this address did not stand. */
    public void failed(String address) {
        limits.spend(Limit.FAILED_CREDENTIALS, address, of(settings.addresses(), Limit.FAILED_CREDENTIALS));
    }

    /** Whether credentials from this address are not even looked at at present. */
    public boolean failedTooOften(String address) {
        return limits.spent(Limit.FAILED_CREDENTIALS, address);
    }

    /** What such an address is told. */
    public Answer refuse(String address) {
        return limits.refuse(Limit.FAILED_CREDENTIALS, address, of(settings.addresses(), Limit.FAILED_CREDENTIALS));
    }

    private static Rate of(Tenant tenant, Limit limit, Rate ours) {
        Integer own = tenant.limits().get(limit.wireName());
        return own == null ? ours : ours.at(own);
    }

    private static Rate of(Map<Limit, Rate> rates, Limit limit) {
        return rates.getOrDefault(limit, Rate.UNLIMITED);
    }

    /** By whom is counted. A link is its tenant's to make: what is used up by it is never what the same wallet has by itself. */
    public static String caller(Principal principal) {
        return switch (principal.kind()) {
            case APPLICATION -> "tenant " + principal.tenant();
            case OPERATOR -> "operator " + principal.subject();
            case LINK -> "link " + principal.tenant() + " " + principal.wallet();
            case WALLET -> "wallet " + principal.wallet();
        };
    }
}
