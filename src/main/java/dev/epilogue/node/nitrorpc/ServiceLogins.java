package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeLogins;
import dev.epilogue.node.NodeProperties;
import dev.epilogue.value.Address;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The wallets of the configured 0.x nodes; those that are made up at start are nobody else's. */
@Component
class ServiceLogins implements NodeLogins {

    private final Set<Address> accounts;

    ServiceLogins(NodeProperties properties) {
        this.accounts = Objects.requireNonNull(properties.nodes()).values().stream()
                .filter(settings -> settings.login() != null)
                .filter(settings -> Objects.requireNonNull(settings.login()).privateKey() != null)
                .map(settings -> ServiceWallet.of(settings.login()).address())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<Address> accounts() {
        return accounts;
    }
}
