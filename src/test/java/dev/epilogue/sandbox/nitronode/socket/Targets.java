package dev.epilogue.sandbox.nitronode.socket;

import dev.epilogue.sandbox.nitronode.fault.FaultRule.Target;
import dev.epilogue.sandbox.nitronode.protocol.Envelope.Request;
import dev.epilogue.value.SessionId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request is about, as far as it can be told. */
final class Targets {

    private Targets() {}

    static Target of(Request request) {
        JsonNode update = request.payload().path("app_state_update");
        JsonNode intent = update.path("intent");
        SessionId inUpdate = session(update.path("app_session_id"));
        return new Target(
                request.method(),
                inUpdate != null ? inUpdate : session(request.payload().path("app_session_id")),
                intent.isInt() ? (Integer) intent.intValue() : null);
    }

    private static @Nullable SessionId session(JsonNode id) {
        try {
            return id.isString() ? SessionId.parse(id.stringValue()) : null;
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }
}
