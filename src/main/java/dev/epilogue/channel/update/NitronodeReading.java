package dev.epilogue.channel.update;

import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeState;
import dev.epilogue.value.Hash32;
import java.util.List;
import java.util.Optional;

/**
 * What a v1 node shows of one participant and asset.
 *
 * @param newest signed or not
 * @param coSigned the newest that both have signed, of whatever channel
 * @param channels of the participant, closed ones included
 */
record NitronodeReading(Optional<NodeState> newest, Optional<NodeState> coSigned, List<NodeChannel> channels) {

    NitronodeReading {
        channels = List.copyOf(channels);
    }

    Optional<NodeChannel> channel(Hash32 id) {
        return channels.stream()
                .filter(channel -> channel.channelId().equals(id))
                .findFirst();
    }

    /** A co-signed state of the newest one's channel: what could be brought on chain. */
    Optional<NodeState> enforceable() {
        return newest.flatMap(state -> coSigned.filter(signed -> signed.isOf(state.state())));
    }
}
