package dev.epilogue.sandbox;

import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** What is left for the user: sessions to close, pages to sign on, a key, the description of every call. */
record YourTurn(Api api, String service, Consumer<String> out) {

    /** @param byHand sessions by their nodes, which the wallets leave alone */
    void show(List<SessionId> own, Map<String, SessionId> byHand) {
        out.accept("");
        out.accept("Your turn; these sessions are open, and Alice and Bob will sign:");
        own.forEach(session -> out.accept("  " + session));
        out.accept("The README shows the calls.");
        out.accept("");
        out.accept("Sign yourself, in a browser; the pages have a sandbox wallet, no extension is needed:");
        byHand.forEach(this::links);
        out.accept("  everything that waits   " + service + "/inbox");
        out.accept("A key for programs          " + key());
        out.accept("Every call, to be tried out " + service + "/docs/index.html");
        out.accept("More sessions               curl -s " + service
                + "/sandbox/sessions -H 'Content-Type: application/json' -d '{\"alice\":\"10\",\"bob\":\"5\"}'");
    }

    private void links(String node, SessionId session) {
        JsonNode closure = api.post(
                        "/v1/closures",
                        Map.of(
                                "node",
                                node,
                                "sessionId",
                                session,
                                "memo",
                                "The game is over",
                                "policy",
                                Map.of("timeout", "P1D")))
                .ok();
        for (Wallet wallet : List.of(Wallet.ALICE, Wallet.BOB)) {
            JsonNode link = api.post(
                            "/v1/closures/" + closure.path("id").asString() + "/links",
                            Map.of("participant", wallet.address()))
                    .ok();
            out.accept("  %-5s at %-12s  %s"
                    .formatted(wallet, node, link.path("url").asString()));
        }
    }

    private String key() {
        return api.post("/v1/api-keys", Map.of("name", "sandbox", "scopes", List.of("closures:read", "closures:write")))
                .ok()
                .path("key")
                .asString();
    }
}
