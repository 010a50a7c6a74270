package dev.epilogue.channel.update;

import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannel.Status;
import dev.epilogue.node.Token;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a 0.x node shows of one participant and asset.
 *
 * @param channels of the participant, closed ones included, newest first
 * @param balance what the node owes to the participant off chain
 * @param token the asset on the channel's chain; empty where there is no channel
 * @param messageExpiry how long after its timestamp the node takes a request
 */
record NitroRpcReading(List<NodeChannel> channels, Amount balance, Optional<Token> token, Duration messageExpiry) {

    NitroRpcReading {
        channels = List.copyOf(channels);
    }

    boolean challenged() {
        return channels.stream().anyMatch(channel -> channel.status() == Status.CHALLENGED);
    }

    static Optional<NodeChannel> channel(ChannelOrder order, List<NodeChannel> channels) {
        return channels.stream()
                .filter(channel -> order.asset().equals(channel.asset()))
                .filter(channel ->
                        order.channelId() == null || order.channelId().equals(channel.channelId()))
                .filter(channel -> channel.status() == Status.OPEN || channel.status() == Status.RESIZING)
                .findFirst();
    }

    Optional<NodeChannel> channel(Hash32 id) {
        return channels.stream()
                .filter(channel -> channel.channelId().equals(id))
                .findFirst();
    }
}
