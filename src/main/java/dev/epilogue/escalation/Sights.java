package dev.epilogue.escalation;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.Chains;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Protection;
import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what decisions are made from: the contract, the chain, the node's word, what is held. */
@Component
class Sights {

    /** A node that does not answer holds no look at a chain up. */
    private static final Duration NODE_WITHIN = Duration.ofSeconds(5);

    private final KnownContracts contracts;
    private final Chains chains;
    private final NodeRegistry nodes;
    private final CoSignedStates states;
    private final Packs packs;

    Sights(KnownContracts contracts, Chains chains, NodeRegistry nodes, CoSignedStates states, Packs packs) {
        this.contracts = contracts;
        this.chains = chains;
        this.nodes = nodes;
        this.states = states;
        this.packs = packs;
    }

    /** Fails where the chain is not configured, or the contract is not the node's. */
    Mono<ChannelContract> contract(ChannelNode node, Protection.Target target) {
        return Mono.defer(() -> chains.find(target.chainId()).isEmpty()
                ? Mono.error(new ChainMissing(target.chainId()))
                : contracts.of(node, target.chainId()));
    }

    /** After how many blocks what a channel's chain shows counts; a chain that is not configured any more shows nothing. */
    int confirmations(Protection.Target target) {
        return chains.find(target.chainId()).map(Chain::confirmations).orElse(Integer.MAX_VALUE);
    }

    /** For a pre-flight. */
    Mono<Known> known(Closure closure, ChannelContract contract, Protection.Target target) {
        String node = closure.subject().node();
        return Mono.zip(
                        contract.read(target.channelId()),
                        states.newest(node, closure.subject().nodeAddress(), target),
                        packs.find(closure.tenant(), closure.subject().nodeAddress(), target.channelId())
                                .map(pack -> Optional.of(pack.facts()))
                                .defaultIfEmpty(Optional.empty()),
                        liquidity(contract, target),
                        offChain(node, target))
                .map(all -> new Known(
                        target,
                        all.getT1(),
                        all.getT2().orElse(null),
                        all.getT3().orElse(null),
                        all.getT4().orElse(null),
                        all.getT5().orElse(null)));
    }

    /** For a row at work. */
    Mono<Sight> sight(Escalation row, ChannelContract contract, Standing standing) {
        Protection.Target target = row.target();
        return contract.read(target.channelId())
                .flatMap(channel -> Mono.zip(
                                sightedHash(target, row.progress().sighting()),
                                states.newest(row.node(), row.nodeAddress(), target),
                                packs.find(row.tenant(), row.nodeAddress(), target.channelId())
                                        .map(pack -> Optional.of(pack.facts()))
                                        .defaultIfEmpty(Optional.empty()),
                                ending(row, contract, channel))
                        .map(all -> new Sight(
                                channel,
                                all.getT1().orElse(null),
                                checkpointable(all.getT2()),
                                usable(all.getT3()),
                                standing,
                                all.getT4().orElse(null))));
    }

    private static @Nullable BigInteger checkpointable(Optional<CoSigned> newest) {
        return newest.filter(CoSigned::operates).map(CoSigned::version).orElse(null);
    }

    private static @Nullable BigInteger usable(Optional<PackFacts> pack) {
        return pack.filter(PackFacts::usable).map(PackFacts::version).orElse(null);
    }

    /** Of the block that a sighting names, as the chain has it now; empty where it has none. */
    Mono<Optional<Hash32>> sightedHash(Protection.Target target, @Nullable Sighting sighting) {
        return sighting == null
                ? Mono.just(Optional.empty())
                : chains.of(target.chainId())
                        .block(sighting.block())
                        .map(block -> Optional.of(block.hash()))
                        .defaultIfEmpty(Optional.empty());
    }

    private Mono<Optional<Ending>> ending(Escalation row, ChannelContract contract, ChannelOnChain channel) {
        Long since = row.progress().since();
        boolean closed =
                channel.status() == ChannelOnChain.Status.CLOSED || channel.status() == ChannelOnChain.Status.VOID;
        if (!closed || since == null) {
            return Mono.just(Optional.empty());
        }
        Chain chain = chains.of(row.target().chainId());
        return new Endings(contract, chain).of(row, since, channel.readAt().number());
    }

    private static Mono<Optional<BigInteger>> liquidity(ChannelContract contract, Protection.Target target) {
        return contract.nodeLiquidity(target.token()).map(Optional::of).onErrorReturn(Optional.empty());
    }

    private Mono<Optional<Amount>> offChain(String node, Protection.Target target) {
        return Mono.defer(() -> nodes.of(node, Budget.WORK).channels().balance(target.participant(), target.asset()))
                .timeout(NODE_WITHIN)
                .map(Optional::of)
                .onErrorReturn(Optional.empty());
    }

    /** Of this very channel; empty where none was ever seen. */
    Mono<Optional<CoSigned>> newest(String node, Address nodeAddress, Protection.Target target) {
        return states.newest(node, nodeAddress, target);
    }
}
