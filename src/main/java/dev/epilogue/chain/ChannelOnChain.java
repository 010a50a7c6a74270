package dev.epilogue.chain;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a contract's storage says about a channel in one block.
 *
 * @param user the zero address where the contract does not know the channel
 * @param node the zero address where the contract does not know the channel
 * @param wallet who gets what a resize frees: at Custody the sender of the creating transaction, at ChannelHub the user
 * @param token of the channel; the zero address for the chain's own coin, and where the contract does not know the channel
 * @param stateVersion of {@code last}, unsigned
 * @param last the state that counts, with its signatures as stored; null where the contract does not know the channel. In a dispute this
 *     is what is disputed, whatever an event said
 * @param challengeExpiresAt chain time; null where there is no dispute
 * @param userAmount what {@code last} gives to the user, in the token's smallest unit
 * @param locked what the contract holds for this channel, in the token's smallest unit
 */
public record ChannelOnChain(
        Hash32 channelId,
        Status status,
        Address user,
        Address node,
        Address wallet,
        Address token,
        Duration challengeDuration,
        BigInteger stateVersion,
        @Nullable SignedState last,
        @Nullable Instant challengeExpiresAt,
        BigInteger userAmount,
        BigInteger locked,
        BlockRef readAt) {

    /** In both contracts' terms. */
    public enum Status {
        /** Unknown to the contract. Custody forgets a channel when it is closed. */
        VOID,
        /** Created at Custody by its user, not yet joined by the node. */
        INITIAL,
        OPEN,
        CHALLENGED,
        CLOSED,
        /** On its way to this chain. */
        MIGRATING
    }
}
