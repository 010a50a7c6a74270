package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.ChannelRequests;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameAnswer;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.PreparedState;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.signing.nitrorpc.FrameText;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/** {@code resize_channel} and {@code close_channel}. */
final class SubmittedRequests implements ChannelRequests {

    private final BiFunction<Frame, SendDeadline, Mono<FrameAnswer>> submit;
    private final Duration messageExpiry;

    SubmittedRequests(BiFunction<Frame, SendDeadline, Mono<FrameAnswer>> submit, Duration messageExpiry) {
        this.submit = submit;
        this.messageExpiry = messageExpiry;
    }

    @Override
    public Duration messageExpiry() {
        return messageExpiry;
    }

    @Override
    public Frame frame(FrozenChannelRequest request, NodeChannel channel, EcdsaSignature signature) {
        boolean own = request.fundsDestination().equals(channel.wallet())
                || request.fundsDestination().equals(channel.signer());
        if (!own || !request.channelId().equals(channel.channelId())) {
            throw new IllegalArgumentException("not a request of the participant about its own channel");
        }
        return new Frame(request.id(), FrameText.of(request.text(), List.of(signature)));
    }

    @Override
    public Mono<FrameAnswer> submit(Frame frame, SendDeadline deadline) {
        return submit.apply(frame, deadline);
    }

    @Override
    public PreparedState prepared(FrozenChannelRequest request, NodeChannel channel, Address node, String answer) {
        return new PreparedAnswer(request, channel, node).read(answer);
    }
}
