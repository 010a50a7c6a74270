package dev.epilogue.escalation;

import dev.epilogue.node.Acknowledgements;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ChannelRequests;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Credit;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.SessionKey;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.Token;
import dev.epilogue.signing.Payload;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A node that only tells of channels, for tests of whose they are; or is silent. Everything else of it is not there. */
record ToldNode(String name, Address address, boolean silent, List<NodeChannel> told)
        implements ClearNode, NodeChannels {

    static final Duration AWAY_FOR = Duration.ofMinutes(2);

    @Override
    public ClearNode on(Budget budget) {
        return this;
    }

    @Override
    public NodeStatus status() {
        NodeStatus.LinkState link = silent ? NodeStatus.LinkState.DOWN : NodeStatus.LinkState.UP;
        return new NodeStatus(
                name,
                link,
                new NodeIdentity(address, ""),
                Duration.ZERO,
                1,
                1,
                null,
                NodeStatus.Asking.CLOSED,
                null,
                silent ? AWAY_FOR : Duration.ZERO,
                null);
    }

    @Override
    public Mono<NodeIdentity> identity() {
        return Mono.just(new NodeIdentity(address, ""));
    }

    @Override
    public NodeChannels channels() {
        return this;
    }

    @Override
    public Mono<List<NodeChannel>> ofWallet(Address wallet) {
        return silent
                ? Mono.error(new NodeException.Unavailable(name))
                : Mono.just(told.stream()
                        .filter(channel -> channel.wallet().equals(wallet))
                        .toList());
    }

    @Override
    public Mono<Optional<Token>> token(String asset, long chainId) {
        return Mono.just(told.stream()
                .filter(channel -> asset.equals(channel.asset()) && channel.chainId() == chainId)
                .findFirst()
                .map(channel -> new Token(asset, chainId, channel.token(), 6)));
    }

    @Override
    public Mono<List<NodeContract>> contracts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Optional<NodeChannel>> current(Address wallet, String asset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Amount> balance(Address wallet, String asset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Optional<NodeState>> newest(Address wallet, String asset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Optional<NodeState>> newestCoSigned(Address wallet, String asset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Acknowledgements> acknowledgements() {
        return Optional.empty();
    }

    @Override
    public Optional<ChannelRequests> requests() {
        return Optional.empty();
    }

    @Override
    public Mono<SessionReading> readSession(SessionId sessionId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<SessionReading> readSessionAfresh(SessionId sessionId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<List<Credit>> credits(SessionId sessionId, Collection<Address> participants, Instant since) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Optional<SessionKey>> sessionKey(Address owner, Address key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Frame frame(Payload payload, SessionId sessionId, List<String> signatures, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<List<FrameOutcome>> submit(List<Frame> frames, SendDeadline deadline) {
        throw new UnsupportedOperationException();
    }
}
