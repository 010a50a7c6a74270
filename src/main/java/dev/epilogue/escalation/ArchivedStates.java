package dev.epilogue.escalation;

import dev.epilogue.chain.SignedState;
import dev.epilogue.channel.StateArchive;
import dev.epilogue.closure.Protection;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.NodeStatus;
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
    public Mono<Optional<CoSigned>> newest(String node, Protection.Target target) {
        return Mono.defer(() -> {
            ClearNode client = nodes.of(node);
            return client.identity()
                    .map(NodeIdentity::address)
                    .flatMap(address -> refreshed(client, target)
                            .flatMap(state -> archive.keep(address, state))
                            .then(archive.newestOf(address, target.channelId())))
                    .map(found -> found.filter(NodeState::coSigned).map(state -> coSigned(target, state)));
        });
    }

    private static Mono<NodeState> refreshed(ClearNode node, Protection.Target target) {
        if (node.status().link() != NodeStatus.LinkState.UP) {
            return Mono.empty();
        }
        return node.channels()
                .newestCoSigned(target.participant(), target.asset())
                .timeout(NODE_WITHIN)
                .flatMap(Mono::justOrEmpty)
                .onErrorComplete();
    }

    private static CoSigned coSigned(Protection.Target target, NodeState state) {
        SignedState.Hub hub = new SignedState.Hub(
                state.state().onChain(state.tokenDecimals(), 0),
                Objects.requireNonNull(state.userSignature()),
                Objects.requireNonNull(state.nodeSignature()));
        return new CoSigned(target.channelId(), state.state().epoch(), hub);
    }
}
