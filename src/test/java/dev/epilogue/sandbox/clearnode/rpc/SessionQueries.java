package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.engine.Session;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reading sessions (protocol 3.6.1, 3.6.2). There is no filter by session id. */
final class SessionQueries {

    private SessionQueries() {}

    static Map<String, Method> all() {
        return Map.of(
                "get_app_sessions",
                Method.query(Method.Access.PUBLIC, "get_app_sessions", SessionQueries::sessions),
                "get_app_definition",
                Method.query(Method.Access.PUBLIC, "get_app_definition", SessionQueries::definition));
    }

    private static Json sessions(Call call) {
        return call.params(params -> {
            String participant = params.text("participant");
            String status = params.text("status");
            List<Session> rows = call.state().sessions().stream()
                    .filter(session -> participant.isEmpty() || session.hasParticipant(participant))
                    .filter(session -> status.isEmpty() || session.status().equals(status))
                    .sorted(Comparator.comparing(session -> session.life().updatedAt()))
                    .toList();
            List<Session> page = ListOptions.of(params).page(rows, "failed to get application sessions");
            return Json.obj()
                    .with(
                            "app_sessions",
                            page.stream()
                                    .map(session -> Views.session(
                                            session, session.definition().application()))
                                    .toList());
        });
    }

    private static Json definition(Call call) {
        String id = call.params(params -> params.text("app_session_id"));
        if (id.isEmpty()) {
            throw new Refusal("missing account ID");
        }
        Session session = call.state().session(id).orElseThrow(() -> new Refusal("failed to get application session"));
        Json.Obj shown = Json.obj()
                .with("application", "")
                .with("protocol", session.definition().protocol())
                .with("participants", session.definition().participants())
                .with("weights", session.definition().weights());
        return shown.with("quorum", session.quorum())
                .with("challenge", session.definition().challenge())
                .with("nonce", session.definition().nonce());
    }
}
