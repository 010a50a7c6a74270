package dev.epilogue.web;

import static dev.epilogue.web.RefusalScene.UNKNOWN_ID;
import static dev.epilogue.web.RefusalScene.UNKNOWN_SESSION;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/** What is wrong with a request before or beside its body. */
final class RefusedRequests {

    private RefusedRequests() {}

    static List<Refusal> rows(RefusalScene scene) {
        String good = scene.free("").replace('\'', '"');
        String huge = good.replace("}", ",\"memo\":\"" + "x".repeat(70_000) + "\"}");
        return List.of(
                new Refusal("huge body", 413, "too-large", () -> scene.stage.post("/v1/closures", huge)),
                new Refusal(
                        "huge body without a length",
                        413,
                        "too-large",
                        () -> scene.stage.postChunked(
                                "/v1/closures", Stage.utf8(huge), "Content-Type", "application/json")),
                new Refusal(
                        "huge stream",
                        413,
                        "too-large",
                        () -> scene.stage.post(
                                "/v1/signatures", "x".repeat(1_100_000), "Content-Type", "application/x-ndjson")),
                new Refusal(
                        "text instead of JSON",
                        415,
                        "unsupported-media-type",
                        () -> scene.stage.post("/v1/closures", good, "Content-Type", "text/plain")),
                new Refusal(
                        "no media type",
                        415,
                        "unsupported-media-type",
                        () -> scene.stage.send("POST", "/v1/closures", BodyPublishers.ofString(good))),
                new Refusal(
                        "JSON instead of lines",
                        415,
                        "unsupported-media-type",
                        () -> scene.stage.post("/v1/signatures", good)),
                new Refusal("unknown path", 404, "not-found", () -> scene.stage.get("/v1/closure")),
                new Refusal(
                        "wrong method",
                        405,
                        "method-not-allowed",
                        () -> scene.stage.send("DELETE", "/v1/closures/" + scene.open, BodyPublishers.noBody())),
                new Refusal(
                        "events as a picture",
                        406,
                        "not-acceptable",
                        () -> scene.stage.get("/v1/closures/" + scene.open + "/events", "Accept", "image/png")),
                new Refusal(
                        "key with blanks",
                        400,
                        "invalid-parameter",
                        () -> scene.stage.post("/v1/closures", good, "Idempotency-Key", "a key")),
                new Refusal(
                        "key too long",
                        400,
                        "invalid-parameter",
                        () -> scene.stage.post("/v1/closures", good, "Idempotency-Key", "k".repeat(256))),
                new Refusal(
                        "parameter that does not exist",
                        400,
                        "unknown-member",
                        () -> scene.stage.get("/v1/closures?stauts=COLLECTING")),
                new Refusal(
                        "unknown status", 400, "invalid-parameter", () -> scene.stage.get("/v1/closures?status=OPEN")),
                new Refusal(
                        "limit too large", 400, "invalid-parameter", () -> scene.stage.get("/v1/closures?limit=201")),
                new Refusal(
                        "foreign cursor", 400, "invalid-parameter", () -> scene.stage.get("/v1/closures?cursor=abc")),
                new Refusal(
                        "time without a zone",
                        400,
                        "invalid-parameter",
                        () -> scene.stage.get("/v1/closures?updatedSince=2026-01-01")),
                new Refusal(
                        "session id in another form",
                        400,
                        "invalid-parameter",
                        () -> scene.stage.get("/v1/sessions/17")),
                new Refusal(
                        "session nobody knows",
                        404,
                        "session-not-found",
                        () -> scene.stage.get("/v1/sessions/" + UNKNOWN_SESSION)),
                new Refusal(
                        "session at an unknown node",
                        404,
                        "node-not-found",
                        () -> scene.stage.get("/v1/sessions/" + scene.freeSession + "?node=elsewhere")),
                new Refusal(
                        "final state of a closed session",
                        409,
                        "session-closed",
                        () -> scene.stage.get("/v1/sessions/" + scene.closedSession + "/final-state")),
                new Refusal(
                        "end of an open session",
                        409,
                        "session-open",
                        () -> scene.stage.get("/v1/sessions/" + scene.freeSession + "/closure")),
                new Refusal(
                        "unknown closure",
                        404,
                        "closure-not-found",
                        () -> scene.stage.get("/v1/closures/" + UNKNOWN_ID)),
                new Refusal("no closure id at all", 404, "closure-not-found", () -> scene.stage.get("/v1/closures/17")),
                new Refusal(
                        "position that is none",
                        400,
                        "invalid-parameter",
                        () -> scene.stage.get("/v1/closures/" + scene.open + "/events?after=first")),
                new Refusal(
                        "position that is none, of a list",
                        400,
                        "invalid-parameter",
                        () -> scene.stage.get("/v1/closures/" + scene.open + "/timeline", "Last-Event-ID", "first")),
                new Refusal(
                        "participant that is none",
                        400,
                        "invalid-parameter",
                        () -> scene.stage.get("/v1/participants/alice/payloads")));
    }
}
