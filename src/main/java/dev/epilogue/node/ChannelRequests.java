package dev.epilogue.node;

import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * 0.x: {@code resize_channel} and {@code close_channel}, which a wallet or one of its session keys signs. A resize moves the channel
 * to {@code resizing} at once and the node hands out its state only this one time: the answer is stored before anything else.
 */
public interface ChannelRequests {

    /**
     * The exact bytes that would be sent. Pure.
     *
     * @param signature of the wallet or a session key of it; verified by the caller
     * @throws IllegalArgumentException unless the request is about this channel and its funds go to the participant itself: the
     *     node takes any destination
     */
    Frame frame(FrozenChannelRequest request, NodeChannel channel, EcdsaSignature signature);

    /** How long after its timestamp the node takes a request. */
    Duration messageExpiry();

    /** The frame must be stored already. Never fails: the outcome is a value. */
    Mono<FrameAnswer> submit(Frame frame, SendDeadline deadline);

    /**
     * Reads a stored answer against what was asked for. Pure: the node need not be there.
     *
     * @param node the address with which it signed
     * @param channel as the node shows it while nothing of the request has come on chain
     * @param answer text of an accepted {@link FrameAnswer}
     */
    PreparedState prepared(FrozenChannelRequest request, NodeChannel channel, Address node, String answer);
}
