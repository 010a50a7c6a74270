package dev.epilogue.escalation;

import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.tenancy.Rights;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the channel that a caller names: as met before, else as the node tells of it, for which it has to know whose it is. */
@Component
public class ChannelFinder {

    private final NodeRegistry nodes;
    private final WatchStore watches;
    private final Rights rights;

    ChannelFinder(NodeRegistry nodes, WatchStore watches, Rights rights) {
        this.nodes = nodes;
        this.watches = watches;
        this.rights = rights;
    }

    /**
     * Fails with {@code channel-not-found}, or {@code invalid-parameter} where the participant has to be named.
     *
     * @param node its name in the configuration
     * @param participant null is enough for a channel that was met before
     */
    public Mono<PackDeposits.Channel> find(TenantId tenant, String node, Hash32 id, @Nullable Address participant) {
        ClearNode client = nodes.of(node, Budget.CALLERS);
        return client.identity()
                .map(NodeIdentity::address)
                .flatMap(address -> watches.find(tenant, node, address, id)
                        .map(watch -> new PackDeposits.Channel(tenant, node, address, watch.dialect(), watch.target()))
                        .filter(channel -> participant == null
                                || participant.equals(channel.target().participant()))
                        .switchIfEmpty(Mono.defer(() -> participant == null
                                ? Mono.error(Problem.of(
                                                ProblemCode.INVALID_PARAMETER,
                                                "participant",
                                                "This channel was not met before: say whose it is.")
                                        .exception())
                                : rights.channelsOf(tenant, node, participant)
                                        .then(told(client, participant, id))
                                        .map(told -> new PackDeposits.Channel(
                                                tenant, node, address, told.dialect(), told.target())))))
                .switchIfEmpty(Mono.error(() -> Problem.of(
                                ProblemCode.CHANNEL_NOT_FOUND, "The participant has no such channel with this node.")
                        .exception()))
                .delayUntil(channel ->
                        rights.channelsOf(tenant, node, channel.target().participant()));
    }

    private record Told(Dialect dialect, Protection.Target target) {}

    private static Mono<Told> told(ClearNode node, Address participant, Hash32 id) {
        return node.channels()
                .ofWallet(participant)
                .flatMapIterable(channels -> channels)
                .filter(channel -> channel.channelId().equals(id))
                .next()
                .flatMap(channel ->
                        target(node, participant, channel).map(target -> new Told(dialect(channel), target)));
    }

    /** Only channels of the older contract have an adjudicator. */
    private static Dialect dialect(NodeChannel channel) {
        return channel.adjudicator() == null ? Dialect.NITRONODE_V1 : Dialect.NITRORPC_04;
    }

    private static Mono<Protection.Target> target(ClearNode node, Address participant, NodeChannel channel) {
        String asset = channel.asset();
        if (asset == null) {
            return Mono.error(
                    Problem.of(ProblemCode.CHALLENGE_UNAVAILABLE, "The node does not list the channel's token.")
                            .exception());
        }
        return node.channels()
                .token(asset, channel.chainId())
                .flatMap(token -> Mono.justOrEmpty(token.map(known -> new Protection.Target(
                        participant,
                        asset,
                        channel.channelId(),
                        channel.chainId(),
                        channel.token(),
                        known.decimals()))));
    }
}
