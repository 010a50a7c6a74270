package dev.epilogue.sandbox;

import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Closures of every kind, each with its timeline. */
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

    void run(SandboxChain chain) {
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
        chain.hindrance()
                .ifPresentOrElse(
                        reason -> out.accept("\n== No channel is protected on a chain here: " + reason),
                        () -> protectedOnChain(chain));
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
        told(title, until(closure, current -> !current.path("endedAt").isNull()));
    }

    /** From the deadline to recovered funds: a day of chain time passes in a moment. */
    private void protectedOnChain(SandboxChain chain) {
        chain.leavePack(api);
        String before = chain.balance();
        JsonNode closure = api.post(
                        "/v1/closures",
                        Map.of(
                                "sessionId",
                                sessions.stuck(),
                                "policy",
                                Map.of("timeout", "PT5S", "escalation", "CHALLENGE")))
                .ok();
        until(closure, current -> current.at("/protections/0/status").asString().equals("DISPUTED"));
        JsonNode report = api.get("/v1/closures/" + closure.path("id").asString() + "/challenge")
                .ok();
        chain.passTheWindow();
        JsonNode ended = until(closure, current -> !current.path("endedAt").isNull());
        told("Carol never answers Dave, who wants out: at the deadline his channel is protected on chain", ended);
        JsonNode protection = ended.at("/protections/0");
        out.accept("   Dave's wallet held %s yusd on chain before and holds %s now: %s recovered from his channel"
                .formatted(before, chain.balance(), protection.path("recovered").asString()));
        report.path("notRecoverable")
                .forEach(beyond -> out.accept("   out of reach: %s %s of %s, %s"
                        .formatted(
                                beyond.path("amount").asString(),
                                beyond.path("asset").asString(),
                                beyond.path("participant").asString(),
                                beyond.path("what").asString())));
    }

    private void told(String title, JsonNode ended) {
        String path = "/v1/closures/" + ended.path("id").asString();
        out.accept("");
        out.accept("== " + title);
        out.accept("   " + path + "  " + ended.path("status").asString() + "  "
                + ended.path("outcome").asString());
        api.get(path + "/timeline").ok().path("events").forEach(event -> out.accept(line(event)));
    }

    private JsonNode until(JsonNode closure, Predicate<JsonNode> there) {
        return until(api, closure, there);
    }

    /** Waits on the closure's own revision, as any caller can. */
    static JsonNode until(Api api, JsonNode closure, Predicate<JsonNode> there) {
        String path = "/v1/closures/" + closure.path("id").asString();
        JsonNode current = closure;
        while (!there.test(current)) {
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
