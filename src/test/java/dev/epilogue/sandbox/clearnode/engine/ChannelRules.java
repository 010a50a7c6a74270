package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** What the node checks and books before a channel changes on chain (protocol 4.3, 4.4). */
public final class ChannelRules {

    private ChannelRules() {}

    /** Amounts in the token's smallest unit, positive or negative. */
    public record Resize(String channelId, BigInteger resize, BigInteger allocate, String destination) {}

    /** An asset and how many digits its token has on the channel's chain. */
    public record Scale(String asset, int decimals) {

        BigDecimal unified(BigInteger raw) {
            return new BigDecimal(raw).movePointLeft(decimals);
        }

        BigInteger raw(BigDecimal unified) {
            return unified.movePointRight(decimals).toBigInteger();
        }
    }

    public static Channel requireResizable(NodeState state, String id) {
        Channel channel = state.channels().require(id);
        state.channels().requireNoneChallenged(channel.terms().wallet());
        if (channel.status().equals("resizing")) {
            throw new Refusal(
                    "operation denied: resize already ongoing. Please complete the resize or close the channel " + id);
        }
        if (!channel.status().equals("open")) {
            throw new Refusal("operation denied: channel " + id + " is not open: " + channel.status());
        }
        return channel;
    }

    /** @return the channel's amount afterwards */
    public static BigInteger requireAmounts(NodeState state, Channel channel, Resize resize, Scale scale) {
        if (resize.resize().signum() == 0 && resize.allocate().signum() == 0) {
            throw new Refusal("resize operation requires non-zero ResizeAmount or AllocateAmount");
        }
        BigInteger required = channel.amount().add(resize.allocate());
        BigInteger available = scale.raw(unified(state, channel, scale));
        if (available.compareTo(required) < 0) {
            throw new Refusal("insufficient unified balance for channel " + channel.id() + ": required " + required
                    + ", available " + available);
        }
        BigInteger amount = required.add(resize.resize());
        if (amount.signum() < 0) {
            throw new Refusal("new channel amount must be positive: " + amount);
        }
        return amount;
    }

    /** What goes back to the client on chain is locked in the channel's account until it has. */
    public static void beginResize(NodeState state, Channel channel, Resize resize, Scale scale, Instant now) {
        if (resize.resize().signum() < 0) {
            BigDecimal amount = scale.unified(resize.resize().negate());
            String account = channel.terms().wallet();
            Booking booking = state.ledger().begin(now);
            booking.book(account, wallet(channel), scale.asset(), amount.negate());
            booking.book(channel.id(), wallet(channel), scale.asset(), amount);
            booking.note("escrow_lock", account, channel.id(), scale.asset(), amount);
            booking.commit();
        }
        state.channels().put(channel.changed("resizing", channel.amount(), channel.version(), now));
    }

    public static Channel requireClosable(NodeState state, String id) {
        Channel channel = state.channels().require(id);
        state.channels().requireNoneChallenged(channel.terms().wallet());
        if (!channel.isLive()) {
            throw new Refusal("channel " + id + " is not open or resizing: " + channel.status());
        }
        return channel;
    }

    /** What the client gets of the channel's amount. */
    public static BigInteger closingShare(NodeState state, Channel channel, Scale scale) {
        BigDecimal unified = unified(state, channel, scale);
        if (unified.signum() < 0) {
            throw new Refusal("negative balance");
        }
        return scale.raw(unified.add(escrow(state, channel, scale))).min(channel.amount());
    }

    private static BigDecimal unified(NodeState state, Channel channel, Scale scale) {
        return state.ledger().balance(channel.terms().wallet(), wallet(channel), scale.asset());
    }

    static BigDecimal escrow(NodeState state, Channel channel, Scale scale) {
        return state.ledger().balance(channel.id(), wallet(channel), scale.asset());
    }

    static Address wallet(Channel channel) {
        return GoAddress.of(channel.terms().wallet());
    }
}
