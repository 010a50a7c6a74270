package dev.epilogue.channel.update;

import dev.epilogue.closure.SettlementLine;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeState;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.nitronode.ChannelState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reading calls for. */
sealed interface Next {

    record End(
            Stage.Result result,
            SettlementLine.Status reached,
            @Nullable String detail) implements Next {}

    /** @param because {@code SETTLING}, or why what was asked before no longer serves */
    record AskFor(List<Payload> payloads, String because) implements Next {}

    /** @param detail what is waited for; null where the status says it */
    record Wait(@Nullable String detail) implements Next {}

    /** v1: the acknowledgement goes to the node. */
    record Relay(ChannelState acknowledgement, Signed signature) implements Next {}

    /** v1: the authority to challenge with a state that both have signed now goes where such are kept. */
    record KeepChallenge(NodeState state, Signed signature) implements Next {}

    /** v1: both have signed another state than the one that the authority to challenge is for. */
    record DropChallenge(String reason) implements Next {}

    /** 0.x: the signed request goes to the node. */
    record Request(NodeChannel channel, Signed signature) implements Next {}

    /** A frame that was not sent, or is known to have had no effect, goes once more. */
    record SendAgain() implements Next {}

    /**
     * v1: a state goes on chain.
     *
     * @param signature the participant's, where the node has not got it
     */
    record Checkpoint(NodeState state, @Nullable Signed signature) implements Next {}
}
