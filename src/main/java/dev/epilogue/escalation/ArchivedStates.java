package dev.epilogue.escalation;

import dev.epilogue.chain.SignedState;
import dev.epilogue.channel.StateArchive;
import dev.epilogue.closure.Protection;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The archive, brought up to date by the node's word where the node speaks. What the archive once had is never outdated by it. */
@Component
class ArchivedStates implements CoSignedStates {

    /** A node that is slow or away makes nobody wait who looks at a chain. */
    private static final Duration NODE_WITHIN = Duration.ofSeconds(3);

    private final NodeRegistry nodes;
    private final StateArchive archive;

    ArchivedStates(NodeRegistry nodes, StateArchive archive) {
        this.nodes = nodes;
        this.archive = archive;
    }

    @Override
    public Mono<Optional<CoSigned>> newest(String node, Address nodeAddress, Protection.Target target) {
        return refreshed(node, nodeAddress, target)
                .flatMap(state -> archive.keep(nodeAddress, state))
                .then(Mono.defer(() -> archive.newestOf(nodeAddress, target.channelId())))
                .map(found -> found.filter(NodeState::coSigned).map(state -> coSigned(target, state)));
    }

    private Mono<NodeState> refreshed(String name, Address nodeAddress, Protection.Target target) {
        ClearNode node = nodes.find(name).orElse(null);
        if (node == null || !speaks(node.status(), nodeAddress)) {
            return Mono.empty();
        }
        return node.on(Budget.WORK)
                .channels()
                .newestCoSigned(target.participant(), target.asset())
                .timeout(NODE_WITHIN)
                .flatMap(Mono::justOrEmpty)
                .onErrorComplete();
    }

    /** Whoever has taken a node's name over says nothing about its channels. */
    private static boolean speaks(NodeStatus status, Address nodeAddress) {
        NodeIdentity identity = status.identity();
        return status.link() == NodeStatus.LinkState.UP
                && identity != null
                && identity.address().equals(nodeAddress);
    }

    private static CoSigned coSigned(Protection.Target target, NodeState state) {
        SignedState.Hub hub = new SignedState.Hub(
                state.state().onChain(state.tokenDecimals(), 0),
                Objects.requireNonNull(state.userSignature()),
                Objects.requireNonNull(state.nodeSignature()));
        return new CoSigned(target.channelId(), state.state().epoch(), hub);
    }
}
