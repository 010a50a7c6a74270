package dev.epilogue.chain;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/** What a contract said. Amounts are in the token's smallest unit. */
public sealed interface ChannelEvent {

    Place place();

    /**
     * Where it stands in the chain.
     *
     * @param index of the log in its block
     */
    record Place(long block, Hash32 blockHash, Hash32 transaction, int index) {

        public static Place of(ContractLog log) {
            return new Place(log.block(), log.blockHash(), log.transaction(), log.index());
        }
    }

    /** About one channel. */
    sealed interface OfChannel extends ChannelEvent {

        Hash32 channelId();
    }

    /** @param wallet the recorded owner */
    record Created(Place place, Hash32 channelId, Address wallet, SignedState initial) implements OfChannel {}

    /** Custody only.
     * @param participant 1 for the node */
    record Joined(Place place, Hash32 channelId, BigInteger participant) implements OfChannel {}

    /** Custody only: every participant has joined. */
    record Opened(Place place, Hash32 channelId) implements OfChannel {}

    /** A newer state counts, and no dispute is open. */
    record Checkpointed(Place place, Hash32 channelId, SignedState state) implements OfChannel {}

    /** ChannelHub only: a newer state counts, money came in, and no dispute is open. */
    record Deposited(Place place, Hash32 channelId, SignedState state) implements OfChannel {}

    /** ChannelHub only: a newer state counts, money went out, and no dispute is open. */
    record Withdrawn(Place place, Hash32 channelId, SignedState state) implements OfChannel {}

    /**
     * A dispute began.
     *
     * @param candidate as the sender gave it: where its version equals the stored one, nothing of it was checked. Read the storage
     * @param expiresAt chain time
     */
    record Challenged(Place place, Hash32 channelId, SignedState candidate, Instant expiresAt) implements OfChannel {}

    /** Custody only.
     * @param deltas signed, the wallet's, then the node's */
    record Resized(Place place, Hash32 channelId, List<BigInteger> deltas) implements OfChannel {

        public Resized {
            deltas = List.copyOf(deltas);
        }
    }

    /** @param candidate as the sender gave it: after a dispute the money follows the stored state instead */
    record Closed(Place place, Hash32 channelId, SignedState candidate) implements OfChannel {}

    /** A payout that the token refused; the amount waits for its owner. */
    record TransferFailed(Place place, Address recipient, Address token, BigInteger amount) implements ChannelEvent {}

    /** A payout that waited was collected. */
    record FundsClaimed(Place place, Address account, Address token, Address destination, BigInteger amount)
            implements ChannelEvent {}

    /** Custody only: money came into a wallet's account at the contract. */
    record AccountCredited(Place place, Address wallet, Address token, BigInteger amount) implements ChannelEvent {}

    /** Custody only: money left a wallet's account at the contract. */
    record AccountDebited(Place place, Address wallet, Address token, BigInteger amount) implements ChannelEvent {}

    /** ChannelHub only: the node put money into the contract. */
    record NodeDeposited(Place place, Address token, BigInteger amount) implements ChannelEvent {}

    /** ChannelHub only.
     * @param balance what is free afterwards */
    record NodeBalanceUpdated(Place place, Address token, BigInteger balance) implements ChannelEvent {}

    /** ChannelHub only. */
    record ValidatorRegistered(Place place, int validatorId, Address validator) implements ChannelEvent {}
}
