package dev.epilogue.chain.channelhub;

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
import dev.epilogue.signing.nitronode.ChannelDefinition;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A Nitronode's ChannelHub on one chain. */
public final class ChannelHub extends DeployedChannels {

    /** The user's place among those who may challenge. */
    private static final int USER = 0;

    public ChannelHub(Chain chain, Address address) {
        super(new Deployed(chain, address), HubErrors.TABLE, HubLogs.CHANNEL_TOPICS);
    }

    /** Whose contract it is: it never changes. */
    public Mono<Address> node() {
        return contract.ask(HubViews.NODE).map(HubViews::address);
    }

    @Override
    public Mono<ChannelOnChain> read(Hash32 channelId) {
        return contract.chain()
                .head()
                .flatMap(head -> contract.askAt(HubViews.channelData(channelId), head)
                        .map(answer -> onChain(channelId, HubViews.channelData(answer), head)));
    }

    private static ChannelOnChain onChain(Hash32 channelId, HubViews.ChannelData data, BlockRef readAt) {
        Status status = status(data.status());
        ChannelDefinition definition = data.definition();
        boolean disputed = status == Status.CHALLENGED;
        return new ChannelOnChain(
                channelId,
                status,
                definition.user(),
                definition.node(),
                definition.user(),
                data.last().state().home().token(),
                Duration.ofSeconds(definition.challengeDuration()),
                data.last().version(),
                status == Status.VOID ? null : data.last(),
                disputed ? Instant.ofEpochSecond(data.challengeExpiry().longValueExact()) : null,
                data.last().userAmount(),
                data.locked(),
                readAt);
    }

    /** One that moved to another chain is over here. */
    private static Status status(int number) {
        return switch (number) {
            case 0 -> Status.VOID;
            case 1 -> Status.OPEN;
            case 2 -> Status.CHALLENGED;
            case 3, 5 -> Status.CLOSED;
            case 4 -> Status.MIGRATING;
            default -> throw new IllegalArgumentException("unknown channel status " + number);
        };
    }

    @Override
    public ContractCall checkpoint(Hash32 channelId, SignedState state) {
        return onState(HubCall.OnState.Kind.CHECKPOINT, channelId, state);
    }

    @Override
    public ContractCall challenge(
            Hash32 channelId, SignedState candidate, List<SignedState> proofs, String challengerSignature) {
        if (!proofs.isEmpty()) {
            throw new IllegalArgumentException("ChannelHub takes no proofs");
        }
        return contract.call(
                new HubCall.Challenge(channelId, HubTypes.hub(candidate), challengerSignature, USER).encoded());
    }

    @Override
    public ContractCall finalise(ChannelOnChain disputed) {
        if (disputed.status() != Status.CHALLENGED) {
            throw new IllegalArgumentException("only a dispute is finalised");
        }
        SignedState.Hub ignored = SignedState.Hub.unsigned(HubState.EMPTY);
        return onState(HubCall.OnState.Kind.CLOSE, disputed.channelId(), ignored);
    }

    @Override
    public ContractCall close(Hash32 channelId, SignedState finalState) {
        return onState(HubCall.OnState.Kind.CLOSE, channelId, finalState);
    }

    @Override
    public ContractCall resize(Hash32 channelId, SignedState resized, SignedState preceding) {
        throw new UnsupportedOperationException("ChannelHub knows no resize");
    }

    private ContractCall onState(HubCall.OnState.Kind kind, Hash32 channelId, SignedState state) {
        return contract.call(new HubCall.OnState(kind, channelId, HubTypes.hub(state)).encoded());
    }

    @Override
    protected Optional<ChannelEvent> event(ContractLog log) {
        return HubLogs.decode(log);
    }

    @Override
    public Mono<BigInteger> nodeLiquidity(Address token) {
        return contract.ask(HubViews.nodeBalance(token)).map(HubViews::amount);
    }

    @Override
    public Mono<BigInteger> reclaimable(Address user, Address token) {
        return contract.ask(HubViews.reclaimBalance(user, token)).map(HubViews::amount);
    }

    /** The user's channels that are not over. */
    public Mono<List<Hash32>> openChannels(Address user) {
        return contract.ask(HubViews.openChannels(user)).map(HubViews::channelIds);
    }

    /** Every channel that the user ever had here. */
    public Mono<List<Hash32>> channels(Address user) {
        return contract.ask(HubViews.channelIds(user)).map(HubViews::channelIds);
    }

    /** Since when the node's validator of this number counts; empty where it has none. */
    public Mono<Optional<Instant>> validatorSince(int id) {
        return contract.ask(HubViews.validator(id))
                .map(HubViews::validator)
                .map(validator -> validator.registeredAt() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochSecond(validator.registeredAt())));
    }
}
