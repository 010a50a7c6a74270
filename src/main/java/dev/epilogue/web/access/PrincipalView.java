package dev.epilogue.web.access;

import dev.epilogue.access.Principal;
import dev.epilogue.access.Scope;
import dev.epilogue.access.Tenant;
import dev.epilogue.closure.TenantId;
import dev.epilogue.tenancy.Tenants;
import dev.epilogue.web.http.Fields;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who somebody is, to itself; and whose closures these are, by the name that the operator gave. */
@Component
final class PrincipalView {

    private final Tenants tenants;

    PrincipalView(Tenants tenants) {
        this.tenants = tenants;
    }

    Mono<Fields> of(Principal principal) {
        return Mono.justOrEmpty(principal.tenant())
                .flatMap(tenants::find)
                .map(Tenant::displayName)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(name -> Fields.of("principal", view(principal).put("tenantName", name.orElse(null))));
    }

    private static Fields view(Principal principal) {
        TenantId tenant = principal.tenant();
        return Fields.of("kind", principal.kind())
                .put("tenant", tenant == null ? null : tenant.value())
                .put(
                        "scopes",
                        principal.scopes().stream()
                                .map(Scope::wireName)
                                .sorted()
                                .toList())
                .put("closureId", principal.closure())
                .put("participant", principal.wallet())
                .put("until", principal.until());
    }
}
