package dev.epilogue.channel.update;

import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.PreparedState;
import dev.epilogue.signing.nitrorpc.CustodyContract;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
            NodeChannels channels =
                    nodes.of(update.order().node(), Budget.CALLERS).channels();
            PreparedState state = channels.requests()
                    .orElseThrow()
                    .prepared(
                            FrozenChannelRequest.read(answered.request()),
                            answered.channel(),
                            update.order().nodeAddress(),
                            answer);
            return channels.contracts()
                    .map(contracts -> contract(answered.channel(), contracts))
                    .onErrorResume(NodeException.class, away -> Mono.just(Optional.empty()))
                    .map(contract -> Optional.of(prepared(answered.channel(), state, contract.orElse(null))));
        });
    }

    private static Optional<CustodyContract> contract(NodeChannel channel, List<NodeContract> contracts) {
        return contracts.stream()
                .filter(contract -> contract.chainId() == channel.chainId())
                .map(contract -> new CustodyContract(channel.chainId(), contract.address()))
                .findFirst();
    }

    private static UpdateChecks.Prepared prepared(
            NodeChannel channel, PreparedState state, @Nullable CustodyContract contract) {
        if (!(state instanceof PreparedState.Signed signed)) {
            throw new IllegalStateException("nobody was asked to sign an unusable state");
        }
        return new UpdateChecks.Prepared(signed.packed(), contract, channel.signer());
    }
}
