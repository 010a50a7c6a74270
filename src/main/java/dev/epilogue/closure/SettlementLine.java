package dev.epilogue.closure;

import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import org.jspecify.annotations.Nullable;

/**
 * What one participant is to receive of one asset, and how far that is proved.
 *
 * @param creditId the node's record that proves it
 * @param step what is done for the participant's channel; null where the policy asks for no more than the proof
 */
public record SettlementLine(
        Address participant,
        String asset,
        Amount amount,
        @Nullable Hash32 channelId,
        Status status,
        @Nullable String creditId,
        @Nullable ChannelStep step) {

    /** How far the participant's money is followed. */
    public enum Status {
        PENDING,
        /** The node's records show the payment. */
        CREDITED,
        /** The participant did not sign in time. Nothing is lost: the credit counts, it cannot be enforced on chain yet. */
        UNACKNOWLEDGED,
        /** Both have signed a channel state that holds the credit. */
        ACKNOWLEDGED,
        /** The chain holds such a state. */
        CHECKPOINTED,
        /** 0.x: the chain holds the credit as the channel's allocation. */
        RESIZED,
        /** 0.x: the channel was paid out on chain. */
        CHANNEL_CLOSED,
        NO_CHANNEL,
        CHALLENGED
    }

    public SettlementLine(Address participant, String asset, Amount amount) {
        this(participant, asset, amount, null, Status.PENDING, null, null);
    }

    public SettlementLine credited(String creditId) {
        return new SettlementLine(participant, asset, amount, channelId, Status.CREDITED, creditId, step);
    }

    SettlementLine following(ChannelFact fact) {
        return new SettlementLine(participant, asset, amount, fact.channelId(), fact.reached(), creditId, fact.step());
    }

    /** The time for the participant's signature is over; what was reached before stays. */
    SettlementLine givenUp() {
        return status == Status.CREDITED
                ? new SettlementLine(participant, asset, amount, channelId, Status.UNACKNOWLEDGED, creditId, step)
                : this;
    }
}
