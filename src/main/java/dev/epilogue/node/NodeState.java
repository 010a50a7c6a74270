package dev.epilogue.node;

import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.PackedState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel state that a v1 node showed, with those signatures that hold: one that does not is left out and named. The state's
 * id was recomputed.
 *
 * @param packed what is signed; null where there is no channel to sign for
 * @param tokenDecimals of the home ledger's token on its chain; 0 where there is no channel
 * @param userSignature wire form, the wallet's or one of its channel session keys'; never logged
 * @param nodeSignature wire form, by the node's own address; never logged
 * @param remarks what is wrong with it; empty for most
 */
public record NodeState(
        ChannelState state,
        @Nullable PackedState packed,
        int tokenDecimals,
        @Nullable String userSignature,
        @Nullable String nodeSignature,
        List<Remark> remarks) {

    /** What a node showed that cannot be. */
    public enum Remark {
        /** A signature as the node's that the node's key did not make over this state. */
        NODE_SIGNATURE_INVALID,
        /** A signature as the wallet's that neither it nor a key of it made over this state. */
        USER_SIGNATURE_INVALID,
        /** The token is not among those that the node supports on that chain, so nothing can be verified. */
        TOKEN_UNKNOWN
    }

    public NodeState {
        remarks = List.copyOf(remarks);
    }

    /** Whether a contract would take it as it is. */
    public boolean coSigned() {
        return userSignature != null && nodeSignature != null;
    }

    /** Whether it is a state of the same channel in the same epoch: else a co-signed state says nothing about the newest one. */
    public boolean isOf(ChannelState newest) {
        return state.epoch() == newest.epoch()
                && state.channelId() != null
                && state.channelId().equals(newest.channelId());
    }

    @Override
    public String toString() {
        return "NodeState[%s %s %d/%d, user %s, node %s, %s]"
                .formatted(
                        state.wallet(),
                        state.asset(),
                        state.epoch(),
                        state.version(),
                        userSignature != null,
                        nodeSignature != null,
                        remarks);
    }
}
