package dev.epilogue.sandbox;

import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Five closures, each with its timeline. */
final class Tour {

    private final Api api;
    private final SandboxSessions sessions;
    private final SessionId older;
    private final Consumer<String> out;

    Tour(Api api, SandboxSessions sessions, SessionId older, Consumer<String> out) {
        this.api = api;
        this.sessions = sessions;
        this.older = older;
        this.out = out;
    }

    void run() {
        out.accept("");
        out.accept(
                "Epilogue sandbox: a fake Nitronode, a fake ClearNode 0.5, embedded PostgreSQL, and wallets of Alice and Bob that sign by themselves.");
        show("A session is closed as it stands", Map.of("sessionId", sessions.asItStands()));
        show("The money is paid out differently, then the session is closed", paidOut(sessions.paidOut()));
        show("Bob refuses", Map.of("sessionId", sessions.disputed()));
        show("Carol never answers: at the deadline the quorum suffices", quorum(sessions.quorum()));
        show(
                "The same at a ClearNode 0.5; payments are counted again after 30 seconds, so this one takes a moment",
                Map.of("node", "clearnode", "sessionId", older));
        out.accept("");
        out.accept("Your turn; these sessions are open, and Alice and Bob will sign:");
        sessions.own().forEach(session -> out.accept("  " + session));
        out.accept("The README shows the calls.");
    }

    private static Map<String, Object> paidOut(SessionId session) {
        return Map.of(
                "sessionId",
                session,
                "finalState",
                Map.of("allocations", List.of(entry(Wallet.ALICE, "80"), entry(Wallet.BOB, "7.5"))));
    }

    private static Map<String, Object> entry(Wallet wallet, String amount) {
        return Map.of("participant", wallet.address(), "asset", "yusd", "amount", amount);
    }

    private static Map<String, Object> quorum(SessionId session) {
        return Map.of("sessionId", session, "policy", Map.of("consensus", "UNANIMOUS_THEN_QUORUM", "timeout", "PT5S"));
    }

    private void show(String title, Map<String, Object> proposal) {
        JsonNode closure = api.post("/v1/closures", proposal).ok();
        String path = "/v1/closures/" + closure.path("id").asString();
        JsonNode ended = ended(path, closure);
        out.accept("");
        out.accept("== " + title);
        out.accept("   " + path + "  " + ended.path("status").asString() + "  "
                + ended.path("outcome").asString());
        api.get(path + "/timeline").ok().path("events").forEach(event -> out.accept(line(event)));
    }

    /** Waits on the closure's own revision, as any caller can. */
    private JsonNode ended(String path, JsonNode closure) {
        JsonNode current = closure;
        while (current.path("endedAt").isNull()) {
            Api.Answer next = api.send(api.request(path + "?wait=PT30S")
                    .header("If-None-Match", "\"" + current.path("revision").asLong() + "\"")
                    .GET()
                    .build());
            current = next.status() == 304 ? current : next.ok();
        }
        return current;
    }

    private static String line(JsonNode event) {
        return "   %2s  %s  %-22s %-10s %s"
                .formatted(
                        event.path("position").asString(),
                        event.path("at").asString().substring(11, 23),
                        event.path("type").asString(),
                        event.path("status").asString(),
                        event.path("data"));
    }
}
