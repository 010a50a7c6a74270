package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.engine.ChannelRules.Scale;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** What the node books when it sees a channel change on chain (protocol 4.2 to 4.5). */
public final class ChannelEvents {

    private final NodeState state;
    private final Instant now;

    public ChannelEvents(NodeState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    public Channel created(String id, Scale scale) {
        Channel.Terms terms = state.channels()
                .offered(id)
                .orElseThrow(() -> new IllegalArgumentException("the node offered no channel " + id));
        Booking booking = state.ledger().begin(now);
        booking.note("deposit", id, terms.wallet(), scale.asset(), BigDecimal.ZERO);
        booking.commit();
        return put(new Channel(id, terms, "open", BigInteger.ZERO, 0, now, now));
    }

    /** @param resize what came from the client's custody account, or went there @param allocate the same for the node's */
    public Channel resized(String id, BigInteger resize, BigInteger allocate, Scale scale) {
        Channel channel = state.channels().require(id);
        String wallet = channel.terms().wallet();
        BigDecimal amount = scale.unified(resize.abs());
        Booking booking = state.ledger().begin(now);
        if (resize.signum() > 0) {
            booking.book(wallet, ChannelRules.wallet(channel), scale.asset(), amount);
            booking.note("deposit", id, wallet, scale.asset(), amount);
        } else if (resize.signum() < 0) {
            booking.book(id, ChannelRules.wallet(channel), scale.asset(), amount.negate());
            booking.note("withdrawal", wallet, id, scale.asset(), amount);
        }
        booking.commit();
        BigInteger newAmount = channel.amount().add(resize).add(allocate);
        return put(channel.changed("open", newAmount, channel.version() + 1, now));
    }

    public Channel challenged(String id) {
        Channel channel = state.channels().require(id);
        return put(channel.changed("challenged", channel.amount(), channel.version(), now));
    }

    /** @param share the client's allocation in the candidate that was executed @param version that candidate's */
    public Channel closed(String id, BigInteger share, long version, Scale scale) {
        Channel channel = state.channels().require(id);
        String wallet = channel.terms().wallet();
        BigDecimal escrow = ChannelRules.escrow(state, channel, scale);
        Booking booking = state.ledger().begin(now);
        if (escrow.signum() != 0) {
            booking.book(id, ChannelRules.wallet(channel), scale.asset(), escrow.negate());
            booking.book(wallet, ChannelRules.wallet(channel), scale.asset(), escrow);
            booking.note("escrow_unlock", id, wallet, scale.asset(), escrow);
        }
        booking.book(
                wallet,
                ChannelRules.wallet(channel),
                scale.asset(),
                scale.unified(share).negate());
        booking.note("withdrawal", wallet, id, scale.asset(), scale.unified(share));
        booking.commit();
        return put(channel.changed("closed", BigInteger.ZERO, version, now));
    }

    private Channel put(Channel channel) {
        state.channels().put(channel);
        return channel;
    }
}
