package dev.epilogue.journal;

import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events of many closures a follower wants.
 *
 * @param participant only closures of this participant
 * @param types wire names; empty for all
 */
public record FeedScope(
        Reach reach,
        @Nullable Address participant,
        @Nullable SessionId session,
        Set<String> types) {

    /**
     * What followers are found by when an event comes.
     *
     * @param tenant null: a wallet's own, over all tenants
     */
    record Audience(@Nullable TenantId tenant, @Nullable String participant) {}

    public FeedScope {
        if (reach instanceof Reach.Wallet wallet && !wallet.address().equals(participant)) {
            throw new IllegalArgumentException("a wallet follows nobody's closures but its own");
        }
    }

    Audience audience() {
        TenantId tenant = switch (reach) {
            case Reach.Tenant of -> of.id();
            case Reach.Wallet wallet -> null;
        };
        return new Audience(tenant, participant == null ? null : participant.checksummed());
    }

    /** Whether it is for this follower, whoever looks. */
    boolean takes(Delivery delivery) {
        Audience audience = audience();
        return (audience.tenant() == null || audience.tenant().equals(delivery.tenant()))
                && (audience.participant() == null || delivery.participants().contains(audience.participant()))
                && wants(delivery.event());
    }

    /** Whether a member of the audience wants the event. */
    boolean wants(JournalEvent event) {
        return (types.isEmpty() || types.contains(event.type()))
                && (session == null || session.equals(event.sessionId()));
    }
}
