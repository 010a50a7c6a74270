package dev.epilogue.web.gate;

import dev.epilogue.access.Principal;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** One kind of credential. Each request is taken by the first that knows its kind. */
public interface Authenticator {

    /** Whether the request carries a credential of this kind, good or not. */
    boolean takes(ServerRequest request);

    /**
     * Whom the credential stands for. Empty where it does not stand, whatever the reason: unknown, wrong, expired and revoked are one
     * answer. Fails with a problem only where the credential cannot be judged.
     */
    Mono<Principal> authenticate(ServerRequest request);

    /** Whether the credential of a principal that this one has let in still stands. */
    Mono<Boolean> stands(Principal principal);
}
