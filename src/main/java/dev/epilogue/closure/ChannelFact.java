package dev.epilogue.closure;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import org.jspecify.annotations.Nullable;

/**
 * What a channel update tells the closure that asked for it.
 *
 * @param channelId null while nobody knows it, and where there is none
 * @param reached what is proved of the participant's money
 * @param ended whether nothing more will come of it
 */
public record ChannelFact(
        Address participant,
        String asset,
        @Nullable Hash32 channelId,
        SettlementLine.Status reached,
        ChannelStep step,
        boolean ended) {

    boolean concerns(SettlementLine line) {
        return line.participant().equals(participant) && line.asset().equals(asset);
    }
}
