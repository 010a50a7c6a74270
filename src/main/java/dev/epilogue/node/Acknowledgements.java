package dev.epilogue.node;

import dev.epilogue.signing.nitronode.ChannelState;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** v1: {@code channels.v1.submit_state}, for acknowledgements. Anybody may send one; only the signature inside counts. */
public interface Acknowledgements {

    /**
     * The exact bytes that would be sent. Pure.
     *
     * @param acknowledgement of the newest state, see {@link ChannelState#acknowledged()}
     * @param userSignature wire form, type byte included; verified by the caller
     */
    Frame frame(ChannelState acknowledgement, String userSignature, Instant now);

    /** The frame must be stored already. Never fails: the outcome is a value. */
    Mono<FrameAnswer> submit(Frame frame, SendDeadline deadline);

    /**
     * The fully signed state, out of a stored answer.
     *
     * @param answer text of an accepted {@link FrameAnswer}
     * @return a state whose signatures are verified; one that lacks the node's carries the remark
     */
    Mono<NodeState> coSigned(ChannelState acknowledgement, String userSignature, String answer);
}
