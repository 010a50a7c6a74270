package dev.epilogue.web.gate;

import dev.epilogue.access.Principal;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.web.http.Caller;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who calls without a credential: nobody, or on a developer's own machine everybody. */
@Component
final class Unnamed {

    private static final Logger LOG = LoggerFactory.getLogger(Unnamed.class);

    private final Optional<Caller> caller;

    /** @throws IllegalStateException where others than this machine would be let in without a credential */
    Unnamed(AccessSettings settings, ServerProperties server) {
        boolean open = settings.mode() == AccessSettings.Mode.OPEN;
        if (open) {
            requireLoopback(server.getAddress());
            LOG.warn("access is open: whoever reaches this port from this machine may do everything");
        }
        caller = open ? Optional.of(everybody()) : Optional.empty();
    }

    Optional<Caller> caller() {
        return caller;
    }

    private static Caller everybody() {
        Principal principal = Principal.application(TenantId.DEFAULT, "open", Set.of(Scope.values()), null);
        return new Caller(principal, TenantId.DEFAULT, same -> Mono.just(true));
    }

    private static void requireLoopback(@Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new IllegalStateException("""
                    epilogue.access.mode=open lets everybody in, so it needs server.address=127.0.0.1. Where others reach the service, \
                    make a key with: java -jar epilogue.jar keys create --tenant NAME --scopes admin""");
        }
    }
}
