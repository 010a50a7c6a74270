package dev.epilogue.limits;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often who may ask for what, over all instances together; {@code NAME} is {@code node-reads}, {@code proposals}, {@code signatures},
 * {@code refused-signatures}, {@code streams} or {@code webhook-tests}, for addresses {@code sign-ins} or {@code failed-credentials}. The defaults are in {@code docs/limits.md}.
 *
 * @param exchange how often instances tell each other what they gave
 * @param applications for each tenant, unless its row says otherwise, and for each operator
 * @param participants for each participant, by link or wallet
 * @param addresses for each address from which somebody comes who is not known yet; of IPv6 each network of 64 bits
 */
@ConfigurationProperties("epilogue.limits")
public record LimitSettings(
        @DefaultValue("PT1S") Duration exchange,
        @DefaultValue Map<Limit, Rate> applications,
        @DefaultValue Map<Limit, Rate> participants,
        @DefaultValue Map<Limit, Rate> addresses) {

    public LimitSettings {
        if (!exchange.isPositive()) {
            throw new IllegalArgumentException("epilogue.limits.exchange must be positive");
        }
        applications = Map.copyOf(applications);
        participants = Map.copyOf(participants);
        addresses = Map.copyOf(addresses);
    }
}
