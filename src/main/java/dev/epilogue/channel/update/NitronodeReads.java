package dev.epilogue.channel.update;

import dev.epilogue.channel.StateArchive;
import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeState;
import dev.epilogue.value.Address;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** v1: what a node shows of one participant and asset. Whatever both have signed is archived on the way. */
@Component
class NitronodeReads {

    private final NodeRegistry nodes;
    private final StateArchive archive;

    NitronodeReads(NodeRegistry nodes, StateArchive archive) {
        this.nodes = nodes;
        this.archive = archive;
    }

    NodeChannels channels(ChannelOrder order) {
        return nodes.of(order.node(), Budget.WORK).channels();
    }

    Mono<NitronodeReading> read(ChannelOrder order) {
        return Mono.defer(() -> read(channels(order), order))
                .flatMap(reading -> keep(order, reading.newest())
                        .then(keep(order, reading.coSigned()))
                        .thenReturn(reading));
    }

    private static Mono<NitronodeReading> read(NodeChannels channels, ChannelOrder order) {
        Address wallet = order.participant();
        String asset = order.asset();
        return channels.newest(wallet, asset)
                .flatMap(newest -> Mono.zip(
                        enforceable(channels, newest, wallet, asset),
                        channels.ofWallet(wallet),
                        (coSigned, all) -> new NitronodeReading(newest, coSigned, all)));
    }

    /** Where the newest is signed by both nothing else has to be asked for. */
    private static Mono<Optional<NodeState>> enforceable(
            NodeChannels channels, Optional<NodeState> newest, Address wallet, String asset) {
        boolean known = newest.isEmpty() || newest.get().coSigned();
        return known ? Mono.just(newest) : channels.newestCoSigned(wallet, asset);
    }

    private Mono<Void> keep(ChannelOrder order, Optional<NodeState> state) {
        return state.filter(NodeState::coSigned)
                .map(signed -> archive.keep(order.nodeAddress(), signed))
                .orElse(Mono.empty());
    }
}
