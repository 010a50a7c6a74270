package dev.epilogue.pipeline;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How instances share the connections that a node takes from one address.
 *
 * @param address under which nodes see this instance, as any text: instances with the same one share {@code connections.limit} of each node.
 *     By default all do; give the address of the machine where each machine goes out under its own
 * @param lease after which connections of an instance that is gone are free for the others
 */
@ConfigurationProperties("epilogue.links")
public record LinkSettings(
        @DefaultValue("shared") String address,
        @DefaultValue("15s") Duration lease) {

    private static final int RENEWALS_PER_LEASE = 3;

    public LinkSettings {
        if (address.isBlank()) {
            throw new IllegalArgumentException("epilogue.links.address must not be empty");
        }
        if (!lease.isPositive()) {
            throw new IllegalArgumentException("epilogue.links.lease must be above 0");
        }
    }

    Duration renewal() {
        return lease.dividedBy(RENEWALS_PER_LEASE);
    }
}
