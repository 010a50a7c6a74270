package dev.epilogue.channel.update;

import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.PreparedState;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.nitrorpc.CustodyContract;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.value.Address;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** 0.x: what the node prepared and the participant is asked to sign, out of the sealed answer. */
@Component
class PreparedStates {

    private final NodeRegistry nodes;
    private final UpdateVault vault;

    PreparedStates(NodeRegistry nodes, UpdateVault vault) {
        this.nodes = nodes;
        this.vault = vault;
    }

    /** Empty where no prepared state is asked for. */
    Mono<Optional<UpdateChecks.Prepared>> of(Loaded loaded) {
        ChannelUpdate update = loaded.update();
        Stage.Answered answered = update.stage() instanceof Stage.Asking asking ? asking.prepared() : null;
        if (answered == null) {
            return Mono.just(Optional.empty());
        }
        String answer = vault.open(
                update.id(), loaded.wrappedKey(), UpdateVault.Kind.ANSWER, answered.request(), answered.answer());
        return Mono.defer(() -> {
            NodeChannels channels = nodes.of(update.order().node(), Budget.CALLERS).channels();
            return Mono.zip(
                    channels.requests()
                            .orElseThrow()
                            .prepared(FrozenChannelRequest.read(answered.request()), answered.channel(), answer),
                    channels.contracts(),
                    (state, contracts) -> prepared(answered.channel(), state, contracts));
        });
    }

    private static Optional<UpdateChecks.Prepared> prepared(
            NodeChannel channel, PreparedState state, List<NodeContract> contracts) {
        if (!(state instanceof PreparedState.Signed signed)) {
            throw new IllegalStateException("nobody was asked to sign an unusable state");
        }
        Address custody = contracts.stream()
                .filter(contract -> contract.chainId() == channel.chainId())
                .map(NodeContract::address)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ProblemCode.NODE_UNAVAILABLE, "The node names no contract on the channel's chain.")
                        .exception());
        return Optional.of(new UpdateChecks.Prepared(
                signed.packed(), new CustodyContract(channel.chainId(), custody), channel.signer()));
    }
}
