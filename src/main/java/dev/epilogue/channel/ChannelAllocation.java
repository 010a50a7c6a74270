package dev.epilogue.channel;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.Token;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a participant has at a node of one asset, and what of it a contract knows.
 *
 * @param channel null where the participant has none
 * @param asset null where a 0.x node no longer lists the channel's token
 * @param offChain null where the channel has ended: then what the node owes stands on another one
 * @param coSigned v1: newest state with both signatures, the node's word or the archive's, whichever is newer
 * @param token null where the node no longer supports it
 * @param onChain null where no chain of that id can be read
 */
public record ChannelAllocation(
        Address participant,
        @Nullable String asset,
        @Nullable NodeChannel channel,
        @Nullable OffChain offChain,
        @Nullable NodeState coSigned,
        @Nullable Token token,
        @Nullable ChannelOnChain onChain,
        Set<Anomaly> anomalies,
        Instant readAt) {

    /**
     * The newest that counts at the node.
     *
     * @param state v1; null on 0.x, where the books count and no state
     * @param stateVersion on 0.x of the channel, which a credit does not move
     */
    public record OffChain(
            long epoch,
            long stateVersion,
            Amount balance,
            @Nullable NodeState state) {}

    /** What cannot be, and is shown rather than believed. */
    public enum Anomaly {
        /** The node shows an older newest state than it did before. */
        WENT_BACK,
        NODE_SIGNATURE_INVALID,
        USER_SIGNATURE_INVALID,
        TOKEN_UNKNOWN
    }

    /** What has begun and not ended. */
    public enum Operation {
        /** v1: agreed on with the node, not yet on chain. */
        CREATION,
        /** v1: the newest state waits for the node's signature. */
        NODE_SIGNATURE,
        /** v1: the newest state waits for the participant's signature. */
        ACKNOWLEDGEMENT,
        /** v1: a newer co-signed state than the chain's. */
        CHECKPOINT,
        /** 0.x: a resize was asked for and has not come on chain. */
        RESIZE,
        /** v1: the final state is signed, and not yet on chain. */
        CLOSE,
        /** A dispute runs. */
        CHALLENGE
    }

    public ChannelAllocation {
        anomalies = Set.copyOf(anomalies);
    }

    public @Nullable Hash32 channelId() {
        return channel == null ? null : channel.channelId();
    }

    /** The contract has the last word where it was read; empty without a channel. */
    public Optional<NodeChannel.Status> status() {
        if (channel == null) {
            return Optional.empty();
        }
        if (onChain != null && onChain.status() == ChannelOnChain.Status.CHALLENGED) {
            return Optional.of(NodeChannel.Status.CHALLENGED);
        }
        return Optional.of(
                onChain != null && onChain.status() == ChannelOnChain.Status.CLOSED
                        ? NodeChannel.Status.CLOSED
                        : channel.status());
    }

    public List<Operation> pending() {
        return PendingOperations.of(this);
    }
}
