package dev.epilogue.node;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A channel in a node's mirror of the chain. The mirror follows late, and on 0.x it follows blocks that may still vanish.
 *
 * @param wallet whose money it is; on 0.x who sent the creating transaction
 * @param signer who signs its states: the wallet, save for 0.x channels of older nodes
 * @param asset the node's symbol; null where a 0.x node no longer lists the token
 * @param stateVersion the newest version seen on chain
 * @param challengeExpiresAt chain time; null where nothing is disputed, and on 0.x
 * @param nonce unsigned
 * @param approvedValidators v1: bitmap of validators beside the default one; null on 0.x
 * @param adjudicator 0.x; null on v1
 * @param rawAmount 0.x: what the channel holds, in the token's smallest unit; null on v1
 */
public record NodeChannel(
        Hash32 channelId,
        Address wallet,
        Address signer,
        @Nullable String asset,
        long chainId,
        Address token,
        Duration challenge,
        Status status,
        long stateVersion,
        @Nullable Instant challengeExpiresAt,
        long nonce,
        @Nullable BigInteger approvedValidators,
        @Nullable Address adjudicator,
        @Nullable BigInteger rawAmount) {

    /** Of both dialects; a node's own numbers and a contract's are others. */
    public enum Status {
        /** v1: agreed on with the node, not yet on chain. */
        VOID,
        OPEN,
        /** 0.x: a resize was asked for and has not come on chain. */
        RESIZING,
        CHALLENGED,
        /** v1: the wallet has signed the final state, which has not come on chain. */
        CLOSING,
        CLOSED
    }
}
