package dev.epilogue.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * How endpoints of tenants are told what happens, and whom the service may call for that.
 *
 * @param internal networks inside, as {@code 10.20.0.0/16}, in which endpoints may be, on any port and without TLS; none: only outside
 * @param ports of endpoints outside
 * @param connect how long a connection may take
 * @param answer how long one delivery may take in all
 * @param concurrency how many endpoints of one tenant an instance tells something at a time; those that fail have as many places of their own
 * @param firstPause after a failure; doubles
 * @param longestPause between tries of an endpoint that fails
 * @param giveUpAfter an endpoint that has failed for so long is disabled
 * @param probe how often a disabled endpoint is tried
 * @param hold how long retention spares events for an endpoint that fails or is paused
 * @param most endpoints of one tenant
 */
@ConfigurationProperties("epilogue.webhooks")
public record WebhookSettings(
        @DefaultValue List<String> internal,
        @DefaultValue("443") Set<Integer> ports,
        @DefaultValue("PT3S") Duration connect,
        @DefaultValue("PT10S") Duration answer,
        @DefaultValue("32") int concurrency,
        @DefaultValue("PT5S") Duration firstPause,
        @DefaultValue("PT15M") Duration longestPause,
        @DefaultValue("P1D") Duration giveUpAfter,
        @DefaultValue("PT1H") Duration probe,
        @DefaultValue("P30D") Duration hold,
        @DefaultValue("100") int most) {

    /** A delivery must end well before work on a row is cut off. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    public WebhookSettings {
        internal = List.copyOf(internal);
        ports = Set.copyOf(ports);
        List<String> mistakes = new ArrayList<>();
        try {
            InetAddressFilter.of(internal.toArray(String[]::new));
        } catch (IllegalArgumentException noNetwork) {
            mistakes.add("internal must be networks as 10.20.0.0/16");
        }
        if (ports.stream().anyMatch(port -> port < 1 || port > 65535)) {
            mistakes.add("ports must be from 1 to 65535");
        }
        if (!connect.isPositive() || !answer.isPositive() || answer.compareTo(LONGEST_ANSWER) > 0) {
            mistakes.add("connect and answer must be above 0, answer at most " + LONGEST_ANSWER);
        }
        if (!firstPause.isPositive() || firstPause.compareTo(longestPause) > 0) {
            mistakes.add("first-pause must be above 0 and not exceed longest-pause");
        }
        if (!giveUpAfter.isPositive() || !probe.isPositive() || hold.compareTo(giveUpAfter) < 0) {
            mistakes.add("give-up-after and probe must be above 0, hold at least give-up-after");
        }
        if (concurrency < 1 || most < 1) {
            mistakes.add("concurrency and most must be at least 1");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("epilogue.webhooks: " + String.join("; ", mistakes));
        }
    }
}
