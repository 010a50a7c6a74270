package dev.epilogue.channel;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChannelContracts;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.channel.ChannelAllocation.Anomaly;
import dev.epilogue.channel.ChannelAllocation.OffChain;
import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeState;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts together what node, archive and contract say of a channel. Whatever co-signed state is seen on the way is archived. */
@Component
public class ChannelReader {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelReader.class);

    /** A chain that is slow or away makes an answer poorer, not late. */
    private static final Duration CHAIN_PATIENCE = Duration.ofSeconds(5);

    private final NodeRegistry nodes;
    private final ObjectProvider<ChannelContracts> contracts;
    private final StateArchive archive;
    private final ChannelsMet met;

    ChannelReader(
            NodeRegistry nodes, ObjectProvider<ChannelContracts> contracts, StateArchive archive, ChannelsMet met) {
        this.nodes = nodes;
        this.contracts = contracts;
        this.archive = archive;
        this.met = met;
    }

    /** @param node its own address */
    private record Subject(String name, Address node, NodeChannels channels, Address wallet) {}

    private record States(Optional<NodeState> newest, Optional<NodeState> coSigned, Set<Anomaly> anomalies) {}

    /** The wallet's channels at the node, newest first; remembered from now on. */
    public Mono<List<NodeChannel>> ofWallet(String node, Address wallet) {
        return subject(node, wallet).flatMap(this::channels);
    }

    /** One channel of the wallet; empty where the node shows no such one. */
    public Mono<ChannelAllocation> channel(String node, Address wallet, Hash32 channelId) {
        return subject(node, wallet)
                .flatMap(subject -> channels(subject)
                        .flatMapIterable(all -> all)
                        .filter(channel -> channel.channelId().equals(channelId))
                        .next()
                        .flatMap(channel -> allocation(subject, channel)));
    }

    /** The wallet's live channel of the asset, or what the node owes without one. */
    public Mono<ChannelAllocation> current(String node, Address wallet, String asset) {
        return subject(node, wallet)
                .flatMap(subject -> subject.channels
                        .current(wallet, asset)
                        .flatMap(found -> met.remember(
                                        subject.node, found.map(List::of).orElse(List.of()))
                                .thenReturn(found))
                        .flatMap(found ->
                                found.isPresent() ? allocation(subject, found.get()) : withoutChannel(subject, asset)));
    }

    /** Whose channel an id is, if it was met before. */
    public Mono<Optional<ChannelsMet.Met>> met(String node, Hash32 channelId) {
        return Mono.defer(() -> nodes.of(node, Budget.CALLERS).identity())
                .flatMap(identity -> met.find(identity.address(), channelId));
    }

    private Mono<Subject> subject(String node, Address wallet) {
        return Mono.defer(() -> nodes.of(node, Budget.CALLERS).identity())
                .map(identity -> new Subject(
                        node, identity.address(), nodes.of(node, Budget.CALLERS).channels(), wallet));
    }

    private Mono<List<NodeChannel>> channels(Subject subject) {
        return subject.channels
                .ofWallet(subject.wallet)
                .flatMap(all -> met.remember(subject.node, all).thenReturn(all));
    }

    private Mono<ChannelAllocation> withoutChannel(Subject subject, String asset) {
        return Mono.zip(states(subject, asset), subject.channels.balance(subject.wallet, asset))
                .map(read -> new ChannelAllocation(
                        subject.wallet,
                        asset,
                        null,
                        offChain(read.getT1(), read.getT2(), 0),
                        null,
                        null,
                        null,
                        read.getT1().anomalies,
                        Instant.now()));
    }

    private Mono<ChannelAllocation> allocation(Subject subject, NodeChannel channel) {
        String asset = channel.asset();
        Mono<Optional<ChannelOnChain>> onChain = onChain(subject, channel);
        if (asset == null) {
            return onChain.map(read -> new ChannelAllocation(
                    subject.wallet,
                    null,
                    channel,
                    null,
                    null,
                    null,
                    read.orElse(null),
                    Set.of(Anomaly.TOKEN_UNKNOWN),
                    Instant.now()));
        }
        return Mono.zip(
                        states(subject, asset),
                        subject.channels.balance(subject.wallet, asset),
                        subject.channels.token(asset, channel.chainId()),
                        archive.newestOf(subject.node, channel.channelId()),
                        onChain)
                .map(read -> {
                    States states = read.getT1();
                    boolean ended = states.newest.isPresent()
                            ? !channel.channelId()
                                    .equals(states.newest.get().state().channelId())
                            : channel.status() == NodeChannel.Status.CLOSED;
                    return new ChannelAllocation(
                            subject.wallet,
                            asset,
                            channel,
                            ended ? null : offChain(states, read.getT2(), channel.stateVersion()),
                            newer(states.coSigned, read.getT4(), channel).orElse(null),
                            read.getT3()
                                    .filter(token -> token.address().equals(channel.token()))
                                    .orElse(null),
                            read.getT5().orElse(null),
                            states.anomalies,
                            Instant.now());
                });
    }

    /** v1: the newest states of both kinds, verified; what both signed is archived, and what the archive knows better is said. */
    private Mono<States> states(Subject subject, String asset) {
        return Mono.zip(
                        subject.channels.newest(subject.wallet, asset),
                        subject.channels.newestCoSigned(subject.wallet, asset),
                        archive.newest(subject.node, subject.wallet, asset))
                .flatMap(read -> Mono.when(keep(subject, read.getT1()), keep(subject, read.getT2()))
                        .thenReturn(new States(
                                read.getT1(), read.getT2(), anomalies(read.getT1(), read.getT2(), read.getT3()))));
    }

    private Mono<Void> keep(Subject subject, Optional<NodeState> state) {
        return state.map(shown -> archive.keep(subject.node, shown)).orElse(Mono.empty());
    }

    private static Set<Anomaly> anomalies(
            Optional<NodeState> newest, Optional<NodeState> coSigned, Optional<NodeState> archived) {
        Set<Anomaly> anomalies = EnumSet.noneOf(Anomaly.class);
        Stream.concat(newest.stream(), coSigned.stream())
                .flatMap(state -> state.remarks().stream())
                .forEach(remark -> anomalies.add(
                        switch (remark) {
                            case NODE_SIGNATURE_INVALID -> Anomaly.NODE_SIGNATURE_INVALID;
                            case USER_SIGNATURE_INVALID -> Anomaly.USER_SIGNATURE_INVALID;
                            case TOKEN_UNKNOWN -> Anomaly.TOKEN_UNKNOWN;
                        }));
        archived.ifPresent(known -> {
            boolean older = newest.isEmpty()
                    || coSigned.isEmpty()
                    || Order.isOlder(newest.get(), known)
                    || Order.isOlder(coSigned.get(), known);
            if (older) {
                anomalies.add(Anomaly.WENT_BACK);
            }
        });
        return anomalies;
    }

    private static OffChain offChain(States states, Amount balance, long channelVersion) {
        return states.newest
                .map(NodeState::state)
                .map(state -> new OffChain(state.epoch(), state.version(), balance, states.newest.get()))
                .orElseGet(() -> new OffChain(0, channelVersion, balance, null));
    }

    /** An old co-signed state of another channel enforces nothing here. */
    private static Optional<NodeState> newer(
            Optional<NodeState> shown, Optional<NodeState> archived, NodeChannel channel) {
        return Stream.concat(shown.stream(), archived.stream())
                .filter(NodeState::coSigned)
                .filter(state -> channel.channelId().equals(state.state().channelId()))
                .max(Order.BY_PLACE);
    }

    /** Empty where the chain is not configured or gives no answer: an answer without it is better than none. */
    private Mono<Optional<ChannelOnChain>> onChain(Subject subject, NodeChannel channel) {
        ChannelContracts known = contracts.getIfAvailable();
        if (known == null || channel.status() == NodeChannel.Status.VOID) {
            return Mono.just(Optional.empty());
        }
        return known.of(subject.name, channel.chainId())
                .flatMap(contract -> contract.read(channel.channelId()))
                .timeout(CHAIN_PATIENCE)
                .map(Optional::of)
                .onErrorResume(ChannelReader::isOfTheChain, unread -> {
                    LOG.debug("channel {} was not read on chain {}", channel.channelId(), channel.chainId(), unread);
                    return Mono.just(Optional.empty());
                });
    }

    private static boolean isOfTheChain(Throwable failure) {
        return failure instanceof ChainException
                || failure instanceof ProblemException
                || failure instanceof NoSuchElementException
                || failure instanceof TimeoutException;
    }
}
