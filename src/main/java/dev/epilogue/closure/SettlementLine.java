package dev.epilogue.closure;

import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import org.jspecify.annotations.Nullable;

/**
 * What one participant is to receive of one asset, and how far that is proved.
 *
 * @param creditId the node's record that proves it
 */
public record SettlementLine(
        Address participant,
        String asset,
        Amount amount,
        @Nullable Hash32 channelId,
        Status status,
        @Nullable String creditId) {

    /** How far the participant's money is followed. */
    public enum Status {
        PENDING,
        CREDITED,
        UNACKNOWLEDGED,
        ACKNOWLEDGED,
        CHECKPOINTED,
        NO_CHANNEL,
        CHALLENGED
    }

    public SettlementLine credited(String creditId) {
        return new SettlementLine(participant, asset, amount, channelId, Status.CREDITED, creditId);
    }
}
