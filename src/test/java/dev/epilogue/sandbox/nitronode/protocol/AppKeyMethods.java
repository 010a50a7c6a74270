package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.AppKey;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.protocol.Method.Call;
import java.util.Map;

/** {@code app_sessions.v1}: session keys (section 2.3). */
final class AppKeyMethods {

    private final Node node;

    AppKeyMethods(Node node) {
        this.node = node;
    }

    Map<String, Object> submit(Fields payload, Call call) {
        Fields state = payload.object("state");
        node.appKeys()
                .submit(new AppKey(
                        KeyReader.grant(state),
                        state.texts("application_ids"),
                        state.texts("app_session_ids"),
                        state.optionalText("user_sig"),
                        state.optionalText("session_key_sig")));
        return Answer.EMPTY;
    }

    Map<String, Object> lastStates(Fields payload, Call call) {
        KeyReader.Query query = KeyReader.query(payload);
        return query.page()
                .answer(
                        "states",
                        node.appKeys().lastStates(query.owner(), query.key(), query.includeInactive()),
                        AppKeyMethods::rendered);
    }

    private static Map<String, Object> rendered(AppKey key) {
        Map<String, Object> members = KeyReader.rendered(key.grant(), key.userSig(), key.keySig());
        members.put("application_ids", key.applicationIds());
        members.put("app_session_ids", key.sessionIds());
        return members;
    }
}
