package dev.epilogue.credential.participant;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-In with Ethereum.
 *
 * @param domains origins, beside the public one, whose pages may ask a wallet to sign in
 * @param lifetime how long a text waits for its signature
 */
@ConfigurationProperties("epilogue.access.sign-in")
public record SignInSettings(
        @DefaultValue Set<URI> domains,
        @DefaultValue("PT5M") Duration lifetime) {

    public SignInSettings {
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("epilogue.access.sign-in.lifetime must be positive");
        }
        domains = Set.copyOf(domains);
    }
}
