package dev.epilogue.chain.custody;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.ContractLog;
import dev.epilogue.chain.Deployed;
import dev.epilogue.chain.DeployedChannels;
import dev.epilogue.chain.SignedState;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.nitrorpc.CustodyCalls;
import dev.epilogue.signing.nitrorpc.CustodyState;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The Custody contract that a 0.x node uses on one chain; other nodes may use the same one. */
public final class Custody extends DeployedChannels {

    private static final Address NOBODY = Address.of(new byte[20]);

    private final Address broker;

    /** @param broker the node's account at the contract */
    public Custody(Chain chain, Address address, Address broker) {
        super(new Deployed(chain, address), CustodyErrors.TABLE, CustodyLogs.CHANNEL_TOPICS);
        this.broker = broker;
    }

    /** How the contract names itself in typed data. */
    public Mono<CustodyViews.Domain> domain() {
        return contract.ask(CustodyViews.DOMAIN).map(CustodyViews::domain);
    }

    @Override
    public Mono<ChannelOnChain> read(Hash32 channelId) {
        return contract.chain()
                .head()
                .flatMap(head -> contract.askAt(CustodyViews.channelData(channelId), head)
                        .map(CustodyViews::channelData)
                        .doOnNext(data -> refuseForeign(channelId, data))
                        .flatMap(data ->
                                locked(channelId, data, head).map(locked -> onChain(channelId, data, locked, head))));
    }

    /** The contract serves any node: a channel with another one says nothing about ours. */
    private void refuseForeign(Hash32 channelId, CustodyViews.ChannelData data) {
        Address node = at(data.channel().participants(), 1);
        if (status(data.status()) != Status.VOID && !node.equals(broker)) {
            throw Problem.of(
                            ProblemCode.CONTRACT_UNVERIFIED,
                            "channel %s is with the node %s, ours is %s".formatted(channelId, node, broker))
                    .exception();
        }
    }

    private Mono<BigInteger> locked(Hash32 channelId, CustodyViews.ChannelData data, BlockRef block) {
        return contract.askAt(CustodyViews.channelBalance(channelId, token(data)), block)
                .map(CustodyViews::channelBalance);
    }

    private static ChannelOnChain onChain(
            Hash32 channelId, CustodyViews.ChannelData data, BigInteger locked, BlockRef readAt) {
        Status status = status(data.status());
        boolean disputed = status == Status.CHALLENGED;
        return new ChannelOnChain(
                channelId,
                status,
                at(data.channel().participants(), 0),
                at(data.channel().participants(), 1),
                at(data.wallets(), 0),
                token(data),
                Duration.ofSeconds(data.channel().challenge()),
                data.last().version(),
                status == Status.VOID ? null : data.last(),
                disputed ? Instant.ofEpochSecond(data.challengeExpiry().longValueExact()) : null,
                data.last().userAmount(),
                locked,
                readAt);
    }

    private static Status status(int number) {
        return switch (number) {
            case 0 -> Status.VOID;
            case 1 -> Status.INITIAL;
            case 2 -> Status.OPEN;
            case 3 -> Status.CHALLENGED;
            case 4 -> Status.CLOSED;
            default -> throw new IllegalArgumentException("unknown channel status " + number);
        };
    }

    private static Address token(CustodyViews.ChannelData data) {
        List<CustodyState.Share> shares = data.last().state().allocations();
        return shares.isEmpty() ? NOBODY : shares.getFirst().token();
    }

    private static Address at(List<Address> addresses, int index) {
        return index < addresses.size() ? addresses.get(index) : NOBODY;
    }

    @Override
    public ContractCall checkpoint(Hash32 channelId, SignedState state) {
        return contract.call(CustodyCalls.checkpoint(channelId, CustodyTypes.signed(state)));
    }

    @Override
    public ContractCall challenge(
            Hash32 channelId, SignedState candidate, List<SignedState> proofs, String challengerSignature) {
        return contract.call(CustodyCalls.challenge(
                channelId,
                CustodyTypes.signed(candidate),
                proofs.stream().map(CustodyTypes::signed).toList(),
                challengerSignature));
    }

    /** The contract's event repeats the argument, and the node books from the event: so it must be what the contract has stored. */
    @Override
    public ContractCall finalise(ChannelOnChain disputed) {
        SignedState stored = disputed.last();
        if (disputed.status() != Status.CHALLENGED || stored == null) {
            throw new IllegalArgumentException("only a dispute is finalised");
        }
        return close(disputed.channelId(), stored);
    }

    @Override
    public ContractCall close(Hash32 channelId, SignedState finalState) {
        return contract.call(CustodyCalls.close(channelId, CustodyTypes.signed(finalState)));
    }

    @Override
    public ContractCall resize(Hash32 channelId, SignedState resized, SignedState preceding) {
        return contract.call(
                CustodyCalls.resize(channelId, CustodyTypes.signed(resized), CustodyTypes.signed(preceding)));
    }

    @Override
    protected Optional<ChannelEvent> event(ContractLog log) {
        return CustodyLogs.decode(log);
    }

    @Override
    public Mono<BigInteger> nodeLiquidity(Address token) {
        return accountBalance(broker, token);
    }

    @Override
    public Mono<BigInteger> reclaimable(Address user, Address token) {
        return accountBalance(user, token);
    }

    private Mono<BigInteger> accountBalance(Address account, Address token) {
        return contract.ask(CustodyViews.accountBalance(account, token)).map(CustodyViews::accountBalance);
    }

    /** The channels that the account has at the contract. */
    public Mono<List<Hash32>> openChannels(Address account) {
        return contract.ask(CustodyViews.openChannels(account)).map(CustodyViews::openChannels);
    }
}
