package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.custody.Custody;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Protection;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.value.Address;
import java.util.List;
import java.util.Optional;

/**
 * Whose channel it is. Only a channel of the closure's own node, participant and asset may ever be touched for it: asked when a plan is
 * made, and again of the contract's storage before every transaction. Pure.
 */
final class Ownership {

    private Ownership() {}

    /** Whether a closure has to do with the channel at all. */
    static boolean concerns(Closure closure, Protection.Target target) {
        return Targets.participants(closure, List.of()).contains(target.participant())
                && Targets.assets(closure).contains(target.asset());
    }

    /** Whether a row was planned for the closure that it names, as the closure stands. */
    static boolean concerns(Closure closure, Escalation row) {
        return ChannelNode.of(closure).equals(row.with()) && concerns(closure, row.target());
    }

    /** Whether a channel that a node tells of is one that a node of this dialect has with that wallet. */
    static boolean isOf(ChannelNode node, Address wallet, NodeChannel channel) {
        return channel.wallet().equals(wallet) && (channel.adjudicator() != null) == node.custody();
    }

    /**
     * What the contract's storage says against it; empty where it is the participant's channel with that node, or where the contract
     * does not know it, so that nothing can be done with it anyway.
     */
    static Optional<String> objection(
            ChannelNode node, Protection.Target target, ChannelContract contract, ChannelOnChain stored) {
        boolean rightContract =
                contract.chainId() == target.chainId() && (contract instanceof Custody) == node.custody();
        if (!rightContract) {
            return Optional.of(Reasons.CHANNEL_FOREIGN);
        }
        if (stored.last() == null) {
            return Optional.empty();
        }
        if (!isUsers(node, target.participant(), stored)) {
            return Optional.of(Reasons.CHANNEL_NOT_THE_PARTICIPANTS);
        }
        boolean same = stored.channelId().equals(target.channelId())
                && stored.node().equals(node.address())
                && stored.token().equals(target.token());
        return same ? Optional.empty() : Optional.of(Reasons.CHANNEL_FOREIGN);
    }

    /** At Custody a wallet may have had a key of its own sign its states. */
    private static boolean isUsers(ChannelNode node, Address participant, ChannelOnChain stored) {
        return stored.user().equals(participant)
                || node.custody() && stored.wallet().equals(participant);
    }
}
