package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.ChannelTerms;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.protocol.Method.Call;
import java.util.Map;

/** {@code channels.v1}: what adds states. */
final class ChannelMethods {

    private static final long MAX_UINT32 = 0xffff_ffffL;

    private final Node node;

    ChannelMethods(Node node) {
        this.node = node;
    }

    Map<String, Object> submitState(Fields payload, Call call) {
        ChannelState state = StateReader.state(payload.object("state"));
        return Answer.of("signature", node.channels().submit(state).nodeSig());
    }

    Map<String, Object> requestCreation(Fields payload, Call call) {
        Fields definition = payload.object("channel_definition");
        long challenge = definition.integer("challenge", MAX_UINT32);
        String validators = definition.text("approved_sig_validators");
        ChannelState state = StateReader.state(payload.object("state"));
        ChannelTerms terms = new ChannelTerms(StateReader.uint64(definition, "nonce"), challenge, validators);
        return Answer.of("signature", node.opening().request(state, terms).nodeSig());
    }
}
