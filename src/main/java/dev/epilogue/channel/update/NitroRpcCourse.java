package dev.epilogue.channel.update;

import dev.epilogue.closure.Policy;
import dev.epilogue.closure.SettlementLine.Status;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.Token;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.value.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * 0.x: from what the node shows to what is to be done about a request to it. A resize changes the node's books at once and its state
 * is handed out only once, so it is never sent again while it may have run.
 */
final class NitroRpcCourse {

    private static final String STRANDED =
            "The node took the resize and its answer is lost: only closing the channel gets it out of that state.";

    private NitroRpcCourse() {}

    /** @param nodeNow the node's clock */
    static Next decide(ChannelUpdate update, NitroRpcReading reading, Instant now, Instant nodeNow) {
        if (update.stage() instanceof Stage.Relaying relaying) {
            return relaying(update, relaying, reading, nodeNow);
        }
        if (reading.challenged()) {
            return new Next.End(
                    Stage.Result.CHALLENGED,
                    Status.CHALLENGED,
                    "The wallet has a challenged channel: the node prepares no state until that is over.");
        }
        Optional<NodeChannel> channel = NitroRpcReading.channel(update.order(), reading.channels());
        if (channel.isEmpty()) {
            return new Next.End(
                    Stage.Result.NO_CHANNEL, Status.NO_CHANNEL, "The wallet has no open channel for this asset.");
        }
        Optional<Next> signed = signed(update, reading, nodeNow);
        if (signed.isPresent()) {
            return signed.get();
        }
        if (update.late(now)) {
            return new Next.End(Stage.Result.UNACKNOWLEDGED, Status.UNACKNOWLEDGED, null);
        }
        boolean resize = update.order().mode() == Policy.ChannelUpdate.RESIZE;
        if (resize && channel.get().status() == NodeChannel.Status.RESIZING) {
            return new Next.Wait("The channel is being resized already.");
        }
        return ask(update, channel.get(), reading, nodeNow);
    }

    /** The request is for the channel that it names, and for no other. */
    private static Optional<Next> signed(ChannelUpdate update, NitroRpcReading reading, Instant nodeNow) {
        boolean ready = update.stage() instanceof Stage.Asking && update.signed() && !lapsed(update, nodeNow);
        if (!ready) {
            return Optional.empty();
        }
        Payload asked = update.ask().orElseThrow().payloads().getFirst();
        return reading.channel(ChannelRequestPayload.read(asked).channelId())
                .flatMap(channel -> update.signatureOver(asked.digest()).map(by -> new Next.Request(channel, by)));
    }

    private static Next ask(ChannelUpdate update, NodeChannel channel, NitroRpcReading reading, Instant nodeNow) {
        boolean asked = update.stage() instanceof Stage.Asking;
        boolean lapsed = asked && lapsed(update, nodeNow);
        if (asked && !lapsed) {
            return new Next.Wait(null);
        }
        BigInteger units = units(update.order(), reading);
        if (update.order().mode() == Policy.ChannelUpdate.RESIZE && units.signum() <= 0) {
            return new Next.End(
                    Stage.Result.NO_CREDIT,
                    update.progress().reached(),
                    "The node owes the wallet nothing of this asset.");
        }
        return new Next.AskFor(
                List.of(ChannelRequestPayload.request(update.order(), channel, units, nodeNow)),
                lapsed ? "WINDOW_LAPSED" : "SETTLING");
    }

    /** The credit, or what is left of it, in the token's smallest unit. */
    private static BigInteger units(ChannelOrder order, NitroRpcReading reading) {
        Amount credit = order.credit();
        Amount most = credit == null || credit.compareTo(reading.balance()) > 0 ? reading.balance() : credit;
        int decimals = reading.token().map(Token::decimals).orElse(0);
        BigDecimal whole = most.value().movePointRight(decimals).setScale(0, RoundingMode.DOWN);
        return whole.toBigIntegerExact();
    }

    /** The node has refused the request for certain, whatever happened to it, or will before it can be signed. */
    static boolean lapsed(ChannelUpdate update, Instant nodeNow) {
        return update.ask()
                .map(ask -> ChannelRequestPayload.read(ask.payloads().getFirst()))
                .map(FrozenChannelRequest::timestamp)
                .filter(timestamp -> !nodeNow.isBefore(ChannelRequestPayload.WINDOW.signableUntil(timestamp)))
                .isPresent();
    }

    private static Next relaying(
            ChannelUpdate update, Stage.Relaying relaying, NitroRpcReading reading, Instant nodeNow) {
        long timestamp = ChannelRequestPayload.read(
                        update.ask().orElseThrow().payloads().getFirst())
                .timestamp();
        boolean over = !nodeNow.isBefore(
                ChannelRequestPayload.WINDOW.withExpiry(reading.messageExpiry()).fence(timestamp));
        if (!relaying.unknown()) {
            return over ? askAnew(update, reading, nodeNow) : new Next.SendAgain();
        }
        if (update.order().mode() == Policy.ChannelUpdate.CLOSE_CHANNEL) {
            // the node changes nothing for it: whatever happened to the first, another answer says the same
            return over ? askAnew(update, reading, nodeNow) : new Next.SendAgain();
        }
        NodeChannel.Status status = Optional.ofNullable(relaying.channel())
                .flatMap(channel -> reading.channel(channel.channelId()))
                .map(NodeChannel::status)
                .orElse(NodeChannel.Status.CLOSED);
        return switch (status) {
            case RESIZING -> new Next.End(Stage.Result.FAILED, update.progress().reached(), STRANDED);
            case OPEN ->
                over
                        ? askAnew(update, reading, nodeNow)
                        : new Next.Wait("The request may still run; it cannot after the node's time for it is over.");
            case CHALLENGED -> new Next.End(Stage.Result.CHALLENGED, Status.CHALLENGED, "The channel is challenged.");
            case VOID, CLOSING, CLOSED ->
                new Next.End(Stage.Result.NO_CHANNEL, Status.NO_CHANNEL, "The channel is closed.");
        };
    }

    private static Next askAnew(ChannelUpdate update, NitroRpcReading reading, Instant nodeNow) {
        Optional<NodeChannel> channel = NitroRpcReading.channel(update.order(), reading.channels());
        boolean late = !nodeNow.isBefore(update.order().deadline());
        if (channel.isEmpty() || late) {
            return new Next.End(
                    Stage.Result.FAILED, update.progress().reached(), "The node did not take the request in time.");
        }
        BigInteger units = units(update.order(), reading);
        return new Next.AskFor(
                List.of(ChannelRequestPayload.request(update.order(), channel.get(), units, nodeNow)), "WINDOW_LAPSED");
    }
}
