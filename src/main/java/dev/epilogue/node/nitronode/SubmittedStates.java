package dev.epilogue.node.nitronode;

import dev.epilogue.node.Acknowledgements;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameAnswer;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.link.Incoming;
import dev.epilogue.signing.nitronode.ChannelState;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/** Acknowledgements, by {@code channels.v1.submit_state}. */
final class SubmittedStates implements Acknowledgements {

    private static final String METHOD = "channels.v1.submit_state";

    private final BiFunction<Frame, SendDeadline, Mono<FrameAnswer>> submit;
    private final States states;

    SubmittedStates(BiFunction<Frame, SendDeadline, Mono<FrameAnswer>> submit, States states) {
        this.submit = submit;
        this.states = states;
    }

    @Override
    public Frame frame(ChannelState acknowledgement, String userSignature, Instant now) {
        return Frames.request(METHOD, Map.of("state", StateJson.submitted(acknowledgement, userSignature)), now);
    }

    @Override
    public Mono<FrameAnswer> submit(Frame frame, SendDeadline deadline) {
        return submit.apply(frame, deadline);
    }

    @Override
    public Mono<NodeState> coSigned(ChannelState acknowledgement, String userSignature, String answer) {
        return Mono.defer(() -> NitronodeWire.read(answer) instanceof Incoming.Answer frame && frame.error() == null
                ? states.verified(
                        new StateJson(acknowledgement, userSignature, NodeJson.text(frame.body(), "signature")))
                : Mono.error(NodeJson.misshapen("signature")));
    }
}
