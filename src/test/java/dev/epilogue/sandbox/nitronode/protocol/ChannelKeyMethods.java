package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.ChannelKey;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.protocol.Method.Call;
import java.util.Map;

/** {@code channels.v1}: session keys (section 2.4). */
final class ChannelKeyMethods {

    private final Node node;

    ChannelKeyMethods(Node node) {
        this.node = node;
    }

    Map<String, Object> submit(Fields payload, Call call) {
        Fields state = payload.object("state");
        node.channelKeys()
                .submit(new ChannelKey(
                        KeyReader.grant(state),
                        state.texts("assets"),
                        state.optionalText("user_sig"),
                        state.optionalText("session_key_sig")));
        return Answer.EMPTY;
    }

    Map<String, Object> lastStates(Fields payload, Call call) {
        KeyReader.Query query = KeyReader.query(payload);
        return query.page()
                .answer(
                        "states",
                        node.channelKeys().lastStates(query.owner(), query.key(), query.includeInactive()),
                        ChannelKeyMethods::rendered);
    }

    private static Map<String, Object> rendered(ChannelKey key) {
        Map<String, Object> members = KeyReader.rendered(key.grant(), key.userSig(), key.keySig());
        members.put("assets", key.assets());
        return members;
    }
}
