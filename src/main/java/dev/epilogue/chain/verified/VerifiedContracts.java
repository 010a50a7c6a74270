package dev.epilogue.chain.verified;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelContracts;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeProperties;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.value.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import reactor.core.publisher.Mono;

/**
 * The node names its contract, the configuration may name it too, and the contract has the last word. Asked anew each time: a node that
 * moves to another contract is noticed before anything is signed or sent for the old one.
 */
public final class VerifiedContracts implements ChannelContracts {

    private final NodeRegistry nodes;
    private final Map<String, NodeSettings> settings;
    private final LongFunction<Optional<Chain>> chains;

    /** @param chains by id; empty for one that is not configured */
    public VerifiedContracts(NodeRegistry nodes, NodeProperties properties, LongFunction<Optional<Chain>> chains) {
        this.nodes = nodes;
        this.settings = Optional.ofNullable(properties.nodes()).orElse(Map.of());
        this.chains = chains;
    }

    @Override
    public Mono<ChannelContract> of(String node, long chainId) {
        return Mono.defer(() -> {
            Chain chain = chains.apply(chainId)
                    .orElseThrow(() -> ContractCheck.refused("chain %d is not configured".formatted(chainId)));
            ClearNode asked = nodes.of(node, Budget.WORK);
            return asked.channels()
                    .contracts()
                    .map(named -> agreed(node, chainId, named))
                    .zipWith(asked.identity())
                    .flatMap(found -> verified(chain, found.getT1(), found.getT2()));
        });
    }

    private NodeContract agreed(String node, long chainId, List<NodeContract> named) {
        NodeContract contract = named.stream()
                .filter(candidate -> candidate.chainId() == chainId)
                .findFirst()
                .orElseThrow(
                        () -> ContractCheck.refused("node %s names no contract on chain %d".formatted(node, chainId)));
        Optional<Address> configured =
                Optional.ofNullable(settings.get(node)).flatMap(known -> known.contract(chainId));
        if (configured.isPresent() && !configured.get().equals(contract.address())) {
            throw ContractCheck.refused("node %s names %s on chain %d, the configuration %s"
                    .formatted(node, contract.address(), chainId, configured.get()));
        }
        return contract;
    }

    /** Only a 0.x node names an adjudicator. */
    private static Mono<ChannelContract> verified(Chain chain, NodeContract contract, NodeIdentity node) {
        return contract.adjudicator() == null
                ? ContractCheck.hub(chain, contract.address(), node.address())
                : ContractCheck.custody(chain, contract.address(), node.address());
    }
}
