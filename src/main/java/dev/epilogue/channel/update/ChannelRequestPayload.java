package dev.epilogue.channel.update;

import dev.epilogue.closure.Policy;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.Scheme;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.signing.nitrorpc.NitroRpcPayloads;
import dev.epilogue.signing.nitrorpc.PackedCustodyState;
import dev.epilogue.signing.nitrorpc.SigningWindow;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** 0.x: what a participant signs so that its channel holds, or pays out, what it was credited. */
final class ChannelRequestPayload {

    /** Dated ahead like a close: the participant may take its time, and the node knows no upper bound. */
    static final SigningWindow WINDOW = new SigningWindow(
            Duration.ofSeconds(30), Duration.ofHours(24), SigningWindow.NODE_EXPIRY, Duration.ofSeconds(5));

    private static final long IDS = (1L << 53) - NitroRpcPayloads.LOWEST_FROZEN_ID;

    private ChannelRequestPayload() {}

    /**
     * @param units by how much a resize lets the channel grow, out of the unified balance
     * @param now the node's clock
     */
    static Payload request(ChannelOrder order, NodeChannel channel, BigInteger units, Instant now) {
        long id =
                NitroRpcPayloads.LOWEST_FROZEN_ID + ThreadLocalRandom.current().nextLong(IDS);
        long timestamp = WINDOW.timestamp(order.deadline(), now);
        Address own = order.participant();
        FrozenChannelRequest request = order.mode() == Policy.ChannelUpdate.RESIZE
                ? new FrozenChannelRequest.Resize(id, channel.channelId(), BigInteger.ZERO, units, own, timestamp)
                : new FrozenChannelRequest.Close(id, channel.channelId(), own, timestamp);
        return new Payload(
                0,
                Purpose.CHANNEL_REQUEST,
                true,
                own,
                order.asset(),
                channel.channelId(),
                channel.stateVersion() + 1,
                null,
                Scheme.RAW,
                request.message(),
                request.text(),
                request.digest(),
                request.header(),
                List.of(),
                null);
    }

    /** The node's answer, which the contract takes with the participant's signature as a personal message or as a raw one. */
    static Payload state(ChannelOrder order, NodeChannel channel, PackedCustodyState packed) {
        return new Payload(
                0,
                Purpose.CHANNEL_STATE,
                true,
                order.participant(),
                order.asset(),
                channel.channelId(),
                packed.state().version().longValueExact(),
                null,
                Scheme.EIP191,
                Hex.encode(packed.message()),
                null,
                packed.personalDigest(),
                null,
                List.<Allocation>of(),
                null);
    }

    static FrozenChannelRequest read(Payload payload) {
        return FrozenChannelRequest.read(Objects.requireNonNull(payload.text(), "a request is text"));
    }
}
