package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.protocol.Executions.Executed;
import dev.epilogue.sandbox.nitronode.socket.Journal.Received;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.nitrorpc.Mandate;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** One closure on a {@link Stage}, by the calls that its application and its wallets make. */
public record Closing(Stage stage, String id) {

    public static final String SUBMIT = "app_sessions.v1.submit_app_state";

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EVENT = "event:";

    public String path(String rest) {
        return "/v1/closures/" + id + rest;
    }

    public JsonNode now() {
        return stage.api().get(path("")).ok();
    }

    public String status() {
        return now().path("status").asString();
    }

    public SessionId session() {
        return SessionId.parse(now().path("sessionId").asString());
    }

    /** Every participant signs what the current round asks for. */
    public Closing signedBy(Wallet... wallets) {
        for (Wallet wallet : wallets) {
            sign(wallet, wallet, "0x").ok();
        }
        return this;
    }

    /** The same, with one look at what everybody signs. */
    public Closing signedAtOnceBy(Wallet... wallets) {
        JsonNode asked = payloads(wallets[0]);
        for (Wallet wallet : wallets) {
            post(wallet, asked, required(asked, wallet, "0x"), Map.of()).ok();
        }
        return this;
    }

    public Api.Answer signWithKey(Wallet participant, Wallet key) {
        return sign(participant, key, "0xa2");
    }

    /** Posted for a participant, made by whoever. */
    public Api.Answer signWith(Wallet participant, Wallet signer) {
        return sign(participant, signer, "0x");
    }

    /** Behind the prefix of {@code personal_sign}, which a raw digest must not have. */
    public Api.Answer signPrefixed(Wallet participant) {
        JsonNode asked = payloads(participant);
        Hash32 digest =
                Hash32.parse(asked.path("payloads").get(0).path("digest").asString());
        return post(
                participant,
                asked,
                List.of(participant.sign(Eip191.digest(digest)).hex()),
                Map.of());
    }

    /** A session key signs, for which the participant's wallet vouches. */
    public Api.Answer signWithMandate(Wallet participant, Wallet key) {
        return signWithMandate(
                participant, key, Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(3)));
    }

    /** @param notAfter whole seconds */
    public Api.Answer signWithMandate(Wallet participant, Wallet key, Instant notAfter) {
        JsonNode asked = payloads(participant);
        Hash32 digest =
                Hash32.parse(asked.path("payloads").get(0).path("digest").asString());
        Mandate mandate = new Mandate(participant.address(), key.address(), session(), notAfter);
        return post(
                participant,
                asked,
                List.of(key.sign(digest).hex()),
                Map.of(
                        "mandate",
                        Map.of(
                                "signer",
                                key.address(),
                                "notAfter",
                                notAfter.toString(),
                                "signature",
                                participant.sign(mandate.digest()).hex())));
    }

    private Api.Answer post(Wallet participant, JsonNode asked, List<String> signatures, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("participant", participant.address());
        body.put("round", asked.path("round").asInt());
        body.put("signatures", signatures);
        return stage.api().post(path("/signatures"), body);
    }

    /** What a participant is asked to sign. */
    public JsonNode payloads(Wallet participant) {
        return stage.api()
                .get(path("/payloads?participant=" + participant.address()))
                .ok();
    }

    private Api.Answer sign(Wallet participant, Wallet signer, String typeByte) {
        JsonNode asked = payloads(participant);
        return post(participant, asked, required(asked, signer, typeByte), Map.of());
    }

    private static List<String> required(JsonNode asked, Wallet signer, String typeByte) {
        List<String> signatures = new ArrayList<>();
        asked.path("payloads").forEach(payload -> {
            Hash32 digest = Hash32.parse(payload.path("digest").asString());
            if (payload.path("required").asBoolean()) {
                signatures.add(typeByte + signer.sign(digest).hex().substring(2));
            }
        });
        return signatures;
    }

    /** What may be signed along, made by whoever. */
    public List<Map<String, Object>> along(Wallet participant, Wallet signer) {
        List<Map<String, Object>> optional = new ArrayList<>();
        payloads(participant).path("payloads").forEach(payload -> {
            Hash32 digest = Hash32.parse(payload.path("digest").asString());
            if (!payload.path("required").asBoolean()) {
                optional.add(Map.of(
                        "index",
                        payload.path("index").asInt(),
                        "signature",
                        signer.sign(digest).hex()));
            }
        });
        return optional;
    }

    /** One visit: everything that is asked for, and everything that may be signed along. */
    public Api.Answer signInOneVisit(Wallet participant) {
        JsonNode asked = payloads(participant);
        return post(
                participant,
                asked,
                required(asked, participant, "0x"),
                Map.of("optionalSignatures", along(participant, participant)));
    }

    /** Only what may be signed along, by somebody who may have signed the rest before. */
    public Api.Answer signAlong(Wallet participant, List<Map<String, Object>> optional) {
        return post(participant, payloads(participant), List.of(), Map.of("optionalSignatures", optional));
    }

    public Api.Answer decline(Wallet wallet, String reason) {
        JsonNode closure = now();
        int round = closure.path("round").path("number").asInt();
        String text =
                "Epilogue decline\nservice: http://localhost:8080\nclosure: %s\nround: %d\nsession: %s\nreason: %s"
                        .formatted(id, round, closure.path("sessionId").asString(), reason);
        return stage.api()
                .post(
                        path("/decline"),
                        Map.of(
                                "participant",
                                wallet.address(),
                                "round",
                                round,
                                "reason",
                                reason,
                                "signature",
                                wallet.signText(text)));
    }

    public Api.Answer cancel() {
        return stage.api().post(path("/cancellation"), Map.of("reason", "changed our mind"));
    }

    public Api.Answer extend(long seconds) {
        return stage.api().post(path("/extension"), Map.of("seconds", seconds));
    }

    /** More time for which all may have to sign once more. */
    public Api.Answer reopen(long seconds) {
        return stage.api().post(path("/extension"), Map.of("seconds", seconds, "newRound", true));
    }

    public JsonNode await(String status) {
        return await(closure -> closure.path("status").asString().equals(status), status);
    }

    /** The time until its deadline passes at once, while signatures are collected. */
    public Closing atItsDeadline() {
        stage.database()
                .execute("UPDATE closure SET deadline = now(), due_at = now() WHERE status = 'COLLECTING' AND id = '"
                        + id + "'");
        return this;
    }

    /** Waits on the closure's own revision, as any caller can. */
    public JsonNode await(Predicate<JsonNode> wanted, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode closure = now();
        while (!wanted.test(closure)) {
            assertThat(System.nanoTime()).as("%s never: %s", what, closure).isLessThan(deadline);
            Api.Answer next = stage.api()
                    .send(stage.api()
                            .request(path("?wait=PT2S"))
                            .header(
                                    "If-None-Match",
                                    "\"" + closure.path("revision").asLong() + "\"")
                            .GET()
                            .build());
            closure = next.status() == 304 ? closure : next.ok();
        }
        return closure;
    }

    /** The close is proved; where the payments are counted once more, that comes later. */
    public JsonNode booked(String outcome) {
        JsonNode closure = await(each -> !each.path("outcome").isNull(), "a proved close");
        assertThat(closure.path("outcome").asString()).as("%s", closure).isEqualTo(outcome);
        assertThat(closure.path("status").asString()).isIn("SETTLING", "SETTLED");
        return closure;
    }

    /** The time until payments are counted once more passes at once, where there is such a time. */
    public Closing recounted() {
        stage.database().execute("UPDATE closure SET due_at = now() WHERE status = 'SETTLING' AND id = '" + id + "'");
        return this;
    }

    /** The story ends, without the wait for a recount. */
    public JsonNode ends() {
        await(each -> !recounted().now().path("endedAt").isNull(), "an end");
        return now();
    }

    /** The close is proved, every entry is credited, and the story ends. */
    public JsonNode settles(String outcome) {
        JsonNode closure = ends();
        assertThat(closure.path("status").asString()).as("%s", closure).isEqualTo("SETTLED");
        assertThat(closure.path("outcome").asString()).isEqualTo(outcome);
        assertThat(closure.path("session").path("closed").asBoolean()).isTrue();
        assertThat(closure.path("settlement"))
                .allSatisfy(line -> assertThat(line.path("status").asString()).isEqualTo("CREDITED"));
        assertThat(stage.stand().payments(session()))
                .isEqualTo(closure.path("settlement").size());
        return closure;
    }

    /** Types of all events, read from the stream until the service ends it. */
    public List<String> story() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(stage.api().request(path("/events")).GET().build(), BodyHandlers.ofLines())
                    .body()
                    .peek(Closing::checkData)
                    .filter(line -> line.startsWith(EVENT))
                    .map(line -> line.substring(EVENT.length()))
                    .filter(type -> !type.equals("stream.opened"))
                    .toList();
        } catch (java.io.IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void checkData(String line) {
        if (line.startsWith("data:")) {
            ApiContract.checkEvent(line.substring("data:".length()));
        }
    }

    /** Types of the events so far. */
    public List<String> timeline() {
        List<String> types = new ArrayList<>();
        stage.api()
                .get(path("/timeline"))
                .ok()
                .path("events")
                .forEach(event -> types.add(event.path("type").asString()));
        return types;
    }

    /** Frames with updates of the session that reached the node. */
    public List<Received> frames() {
        return stage.node().journal().frames(SUBMIT, session());
    }

    /** Updates of the session that the node carried out for its clients. */
    public List<Executed> executions() {
        SessionId session = session();
        return stage.node().executed().stream()
                .filter(each -> each.session().equals(session))
                .toList();
    }

    public void awaitFrames(int count) throws InterruptedException {
        SessionId session = session();
        stage.node()
                .journal()
                .await(each -> SUBMIT.equals(each.method()) && session.equals(each.session()), count, PATIENCE);
    }
}
