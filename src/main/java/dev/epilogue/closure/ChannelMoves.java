package dev.epilogue.closure;

import dev.epilogue.value.Amount;
import org.jspecify.annotations.Nullable;

/**
 * 0.x: what a channel update moved where, in both ledgers: the contract's and the node's. A channel may hold older money, and what a
 * close of a session credits is in the node's books until a resize takes it into the channel.
 *
 * @param paidOut what the contract released from the channel into the participant's account there; null where it released nothing
 * @param lockedInChannel what the channel holds on chain afterwards; null where it is closed
 * @param nodeBalance what the node's books show for the participant of this asset afterwards; what the channel holds is part of it
 */
public record ChannelMoves(
        @Nullable Amount paidOut, @Nullable Amount lockedInChannel, Amount nodeBalance) {}
