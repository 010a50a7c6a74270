package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a look finds.
 *
 * @param channel the contract's storage in the newest block
 * @param sightedHash hash of the block that the last sighting names, as the chain has it now; null where it has none
 * @param newest version of the newest state of this channel that both signed and that a checkpoint would take; null where none is held
 * @param pack version of the state that the participant's deposited challenge is for; null where none is held
 * @param transaction how what was sent last stands
 * @param ending how the channel was closed, where it is; null where it is open or its log was not found yet
 */
record Sight(
        ChannelOnChain channel,
        @Nullable Hash32 sightedHash,
        @Nullable BigInteger newest,
        @Nullable BigInteger pack,
        Standing transaction,
        @Nullable Ending ending) {}
