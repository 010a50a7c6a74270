package dev.epilogue.escalation;

import dev.epilogue.closure.Policy;
import dev.epilogue.closure.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Protecting participants' channels on chain.
 *
 * @param level the most that is done for a tenant that {@code tenants} does not name: {@code NONE}, {@code CHECKPOINT} or
 *     {@code CHALLENGE}
 * @param tenants the most that is done for single tenants
 * @param nodeUnreachableFor how long a node must be unreachable to an instance, or foil every try, before closing by agreement counts
 *     as hopeless
 * @param watchInterval between looks at a channel, at most; while a dispute runs it is at most a twentieth of its window
 * @param chainPatience how long after a deadline a chain that does not answer is asked again, at the least, before the closure expires
 * @param watchtower whether disputes of enrolled channels are answered
 * @param stuckAfter how long an escalation may stay without progress, its window apart, before it counts as stuck
 * @param preflightWithin after which a chain or a node that does not answer counts as unavailable
 */
@ConfigurationProperties("epilogue.escalation")
public record EscalationSettings(
        @DefaultValue("NONE") Policy.Escalation level,
        @DefaultValue Map<String, Policy.Escalation> tenants,
        @DefaultValue("30m") Duration nodeUnreachableFor,
        @DefaultValue("1m") Duration watchInterval,
        @DefaultValue("10m") Duration chainPatience,
        @DefaultValue("true") boolean watchtower,
        @DefaultValue("1h") Duration stuckAfter,
        @DefaultValue("20s") Duration preflightWithin) {

    public EscalationSettings {
        tenants = Map.copyOf(tenants);
        List<String> mistakes = new ArrayList<>();
        if (!watchInterval.isPositive() || !preflightWithin.isPositive() || !stuckAfter.isPositive()) {
            mistakes.add("watch-interval, preflight-within and stuck-after must be above 0");
        }
        if (nodeUnreachableFor.isNegative() || chainPatience.isNegative()) {
            mistakes.add("node-unreachable-for and chain-patience must not be negative");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("epilogue.escalation: " + String.join("; ", mistakes));
        }
    }

    /** The most that is done for a tenant. */
    public Policy.Escalation levelOf(TenantId tenant) {
        return tenants.getOrDefault(tenant.value(), level);
    }

    /** @param confirmations of the chain that is watched */
    Watchfulness watchfulness(int confirmations) {
        return new Watchfulness(watchInterval, confirmations);
    }
}
