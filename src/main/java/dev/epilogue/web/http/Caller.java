package dev.epilogue.web.http;

import dev.epilogue.access.Principal;
import dev.epilogue.closure.TenantId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who makes a request, once that is known.
 *
 * @param tenant within which the request is answered: the principal's own, else that of what it asks about, else none
 * @param standing whether the principal's credential still stands; for what goes on longer than a request
 */
public record Caller(Principal principal, @Nullable TenantId tenant, Function<Principal, Mono<Boolean>> standing) {

    static final String ATTRIBUTE = Caller.class.getName();

    /** Whether the credential would still be let in. */
    public Mono<Boolean> stands() {
        return standing.apply(principal);
    }
}
