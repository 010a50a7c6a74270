package dev.epilogue.web.gate;

import dev.epilogue.access.Principal;
import dev.epilogue.credential.ApiKeys;
import dev.epilogue.credential.KeyText;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** API keys, known by their first letters. */
@Component
@Order(100)
final class KeyAuthenticator implements Authenticator {

    private final ApiKeys keys;

    KeyAuthenticator(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean takes(ServerRequest request) {
        return Bearer.of(request)
                .filter(text -> text.startsWith(KeyText.PREFIX))
                .isPresent();
    }

    @Override
    public Mono<Principal> authenticate(ServerRequest request) {
        return Mono.justOrEmpty(Bearer.of(request).flatMap(KeyText::parse)).flatMap(keys::principal);
    }

    @Override
    public Mono<Boolean> stands(Principal principal) {
        return keys.stands(principal);
    }
}
