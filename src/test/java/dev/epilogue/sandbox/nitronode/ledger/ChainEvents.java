package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.StateEncoding;
import dev.epilogue.sandbox.nitronode.ledger.Channel.Status;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Place;
import dev.epilogue.value.Hash32;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the node does when it sees an event of its contract (sections 4.2 and 5.7). */
public final class ChainEvents {

    private final Channels channels;
    private final InstantSource clock;

    ChainEvents(Channels channels, InstantSource clock) {
        this.channels = channels;
        this.clock = clock;
    }

    /** The creating state is on chain. */
    public void created(String channelId, long version) {
        advanced(channelId, version, null);
    }

    /**
     * A newer state is on chain; an open challenge is answered.
     *
     * @param userSig the user's signature of that state as the chain shows it
     */
    public void advanced(String channelId, long version, @Nullable String userSig) {
        Channel channel = channel(channelId);
        Status status = channel.status() == Status.CLOSING ? Status.CLOSING : Status.OPEN;
        channels.put(channel.as(status, version, null));
        List<ChannelState> chain = chain(channel);
        chain.replaceAll(state -> state.isOf(channelId) && state.version() == version && userSig != null
                ? state.withUserSig(userSig)
                : state);
        ChannelState newest = chain.getLast();
        if (newest.isOf(channelId) && newest.nodeSig() == null) {
            chain.set(chain.size() - 1, channels.signedIfOpen(newest));
        }
    }

    /** @param version of the disputed state */
    public void challenged(String channelId, long version, Instant expiresAt) {
        Channel channel = channel(channelId);
        channels.put(channel.as(Status.CHALLENGED, version, expiresAt));
    }

    /** The channel has paid out. What was credited above the closed version after a challenge goes on as a new credit. */
    public void closed(String channelId, long version) {
        Channel channel = channel(channelId);
        channels.put(channel.as(Status.CLOSED, version, null));
        if (channel.status() == Status.CHALLENGED) {
            rescue(channel, version);
        }
    }

    private void rescue(Channel channel, long closedVersion) {
        Account account = channel.account();
        BigDecimal net = chain(channel).stream()
                .filter(state -> state.isOf(channel.id()) && state.version() > closedVersion)
                .map(state -> state.transition().credit())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .max(BigDecimal.ZERO);
        ChannelState base = Channels.fresh(account, chain(channel).getLast().epoch() + 1);
        Place place = new Place(base.epoch(), 1, null);
        String txId = StateEncoding.transactionId(channel.id(), Hash32.parse(place.stateId(account)))
                .hex();
        Transition transition = new Transition(Transition.CHALLENGE_RESCUE, txId, channel.id(), net);
        ChannelState state =
                ChannelState.unsigned(account, place, transition, base.home().credited(net));
        channels.append(state);
        channels.books().transactions.add(Transaction.credit(state, channel.id(), clock.instant()));
    }

    private List<ChannelState> chain(Channel channel) {
        return channels.books().chain(channel.account());
    }

    private Channel channel(String id) {
        Channel channel = channels.books().channels.get(id);
        if (channel == null) {
            throw new IllegalArgumentException("no channel " + id);
        }
        return channel;
    }
}
