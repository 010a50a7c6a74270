package dev.epilogue.web.gate;

import dev.epilogue.access.Principal;
import dev.epilogue.credential.Tokens;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Tokens of the configured issuers: what no other kind has taken. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class TokenAuthenticator implements Authenticator {

    private final Tokens tokens;

    TokenAuthenticator(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean takes(ServerRequest request) {
        return Bearer.of(request).isPresent();
    }

    @Override
    public Mono<Principal> authenticate(ServerRequest request) {
        return Mono.justOrEmpty(Bearer.of(request)).flatMap(tokens::principal);
    }

    @Override
    public Mono<Boolean> stands(Principal principal) {
        return tokens.stands(principal);
    }
}
