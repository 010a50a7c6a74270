package dev.epilogue.channel.update;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Policy.ChannelUpdate;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: never changes.
 *
 * @param closure whose credit it follows; null where somebody asked for the channel alone
 * @param node name in the configuration
 * @param channelId null where whatever channel the participant has is meant
 * @param credit what the closure paid to the participant; null without a closure
 * @param deadline until when the participant is waited for
 */
public record ChannelOrder(
        TenantId tenant,
        @Nullable ClosureId closure,
        String node,
        Address nodeAddress,
        Dialect dialect,
        Address participant,
        String asset,
        @Nullable Hash32 channelId,
        @Nullable Amount credit,
        ChannelUpdate mode,
        Instant deadline) {}
