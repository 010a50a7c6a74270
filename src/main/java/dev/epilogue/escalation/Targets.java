package dev.epilogue.escalation;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Protection;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.node.Token;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Hash32;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which channels participants have: by the node's word where it speaks, else as far as we have met them. */
@Component
class Targets {

    private final NodeRegistry nodes;
    private final WatchStore watches;
    private final EscalationSettings settings;

    Targets(NodeRegistry nodes, WatchStore watches, EscalationSettings settings) {
        this.nodes = nodes;
        this.watches = watches;
        this.settings = settings;
    }

    /** Assets that a closure's session holds or is to pay out. */
    static Set<String> assets(Closure closure) {
        return Stream.concat(
                        closure.round().base().allocations().stream(),
                        closure.round().proposal().allocations().stream())
                .map(Allocation::asset)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Address> participants(Closure closure, Collection<Address> only) {
        return closure.subject().definition().members().stream()
                .map(Member::participant)
                .filter(participant -> only.isEmpty() || only.contains(participant))
                .toList();
    }

    /**
     * What was found.
     *
     * @param watched which of them are looked after
     * @param undescribed those of which the node does not say enough to find them on a chain
     */
    record Found(List<Protection.Target> all, Set<Hash32> watched, List<Report.Without> undescribed) {
        Found {
            all = List.copyOf(all);
            watched = Set.copyOf(watched);
            undescribed = List.copyOf(undescribed);
        }
    }

    /** The closure's own channels that are not closed as far as anybody knows. */
    Mono<Found> of(Closure closure, Collection<Address> only) {
        Set<String> assets = assets(closure);
        return Flux.fromIterable(participants(closure, only))
                .concatMap(
                        participant -> Mono.zip(
                                        byNode(closure, participant, assets),
                                        watches.targetsOf(closure.tenant(), ChannelNode.of(closure), participant)
                                                .filter(target -> Ownership.concerns(closure, target))
                                                .collectList())
                                .map(both -> found(both.getT1(), both.getT2())),
                        1)
                .collectList()
                .map(Targets::together);
    }

    private static Found together(List<Found> each) {
        return new Found(
                each.stream().flatMap(found -> found.all().stream()).toList(),
                each.stream().flatMap(found -> found.watched().stream()).collect(Collectors.toSet()),
                each.stream().flatMap(found -> found.undescribed().stream()).toList());
    }

    /** @param target empty where the node does not say how its token exists on the chain */
    private record Told(NodeChannel channel, Optional<Protection.Target> target) {}

    private Mono<List<Told>> byNode(Closure closure, Address participant, Set<String> assets) {
        return Mono.defer(() -> {
                    ChannelNode with = ChannelNode.of(closure);
                    ClearNode node = nodes.of(with.name(), Budget.WORK);
                    return node.identity()
                            .filter(identity -> identity.address().equals(with.address()))
                            .flatMap(same -> node.channels().ofWallet(participant))
                            .flatMapIterable(channels -> channels)
                            .filter(channel -> channel.status() != NodeChannel.Status.CLOSED
                                    && channel.asset() != null
                                    && assets.contains(channel.asset())
                                    && Ownership.isOf(with, participant, channel))
                            .concatMap(channel -> target(node, participant, channel), 1)
                            .collectList();
                })
                .timeout(settings.preflightWithin())
                .onErrorReturn(List.of());
    }

    private static Mono<Told> target(ClearNode node, Address participant, NodeChannel channel) {
        String asset = Objects.requireNonNull(channel.asset());
        return node.channels()
                .token(asset, channel.chainId())
                .map(token -> new Told(channel, token.map(known -> of(participant, channel, known))));
    }

    private static Protection.Target of(Address participant, NodeChannel channel, Token token) {
        return new Protection.Target(
                participant, token.asset(), channel.channelId(), channel.chainId(), channel.token(), token.decimals());
    }

    private static Found found(List<Told> told, List<Protection.Target> met) {
        Map<Hash32, Protection.Target> all = new LinkedHashMap<>();
        met.forEach(target -> all.put(target.channelId(), target));
        told.forEach(each -> each.target().ifPresent(target -> all.put(target.channelId(), target)));
        return new Found(
                List.copyOf(all.values()),
                met.stream().map(Protection.Target::channelId).collect(Collectors.toSet()),
                told.stream()
                        .map(Told::channel)
                        .filter(channel -> !all.containsKey(channel.channelId()))
                        .map(channel -> new Report.Without(
                                channel.wallet(), Objects.requireNonNull(channel.asset()), Reasons.TOKEN_UNKNOWN))
                        .toList());
    }
}
