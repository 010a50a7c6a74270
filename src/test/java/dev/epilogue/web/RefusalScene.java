package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.Stage.signing;
import static org.awaitility.Awaitility.await;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Closures in every state that refuses something, and requests that are wrong in one point; at a node of any dialect. */
final class RefusalScene {

    static final String UNKNOWN_ID = "018f0000-0000-7000-8000-000000000000";
    static final String UNKNOWN_SESSION = "0x" + "77".repeat(32);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    final Stage stage;
    final SessionId openSession;
    final SessionId cancelledSession;
    final SessionId freeSession;
    final SessionId closedSession;
    /** In round 2, over a redistribution; Bob has signed it. */
    final String open;

    final String expired;
    final String parked;
    final String cancelled;
    final String settled;
    /** Alice's, of the open closure's first round. */
    final List<String> earlier;
    /** What the open closure's second round asks for. */
    final List<JsonNode> payloads;

    private RefusalScene(Stage stage) {
        this.stage = stage;
        openSession = mirrored(stage);
        open = stage.propose(openSession);
        expired = stage.post(
                        "/v1/closures", "{'sessionId':'%s','policy':{'timeout':'PT1S'}}".formatted(stage.session()))
                .at("/id");
        earlier = stage.sign(open, ALICE);
        stage.post(
                "/v1/closures/" + open + "/rounds",
                "{'basedOnRound':1,'finalState':" + split("40", "47.5") + ",'reason':''}");
        stage.post("/v1/closures/" + open + "/signatures", signing(BOB, 2, stage.sign(open, BOB)));
        payloads = List.copyOf(stage.get("/v1/closures/" + open + "/payloads")
                .json()
                .get("payloads")
                .values());
        freeSession = mirrored(stage);
        closedSession = stage.session();
        stage.stand().close(closedSession);
        parked = stage.propose(stage.session());
        stage.post("/v1/closures/" + parked + "/parking", "{'reason':'test'}");
        cancelledSession = mirrored(stage);
        cancelled = stage.propose(cancelledSession);
        stage.post("/v1/closures/" + cancelled + "/cancellation", "");
        settled = stage.propose(stage.session());
        stage.postSigned(settled, ALICE);
        stage.postSigned(settled, BOB);
        stage.post("/v1/closures/" + settled + "/finalization", "");
    }

    /** One that another tenant closes as well: neither sees anything of the other, whatever is refused to whom. */
    private static SessionId mirrored(Stage stage) {
        SessionId session = stage.session();
        Reply proposed = stage.proposeAsMirror(session);
        if (proposed.status() != 201) {
            throw new IllegalStateException(proposed.text());
        }
        return session;
    }

    /** The node is closed with the scene's stage. */
    static RefusalScene at(NodeStand stand) {
        RefusalScene scene = new RefusalScene(
                new Stage(TestDatabase.migrated(), stand, "epilogue.closure.limits.min-timeout", "PT1S"));
        scene.awaitStatus(scene.expired, "EXPIRED");
        scene.awaitStatus(scene.settled, "SETTLED");
        return scene;
    }

    private void awaitStatus(String closure, String status) {
        await().atMost(PATIENCE)
                .until(() -> stage.get("/v1/closures/" + closure).at("/status"), status::equals);
    }

    /** Every closure's revision, status and number of events, and how often the node was asked to close the open one's session. */
    Map<String, String> standing() {
        Map<String, String> all = new TreeMap<>();
        for (JsonNode closure : stage.get("/v1/closures?limit=200").json().get("closures")) {
            String id = closure.get("id").stringValue();
            int events = stage.get("/v1/closures/" + id + "/timeline?limit=1000")
                    .json()
                    .get("events")
                    .size();
            all.put(id, closure.get("revision") + "/" + closure.get("status") + "/" + events);
        }
        for (JsonNode closure :
                stage.getAsMirror("/v1/closures?limit=200").json().get("closures")) {
            all.put("mirror " + closure.get("id").stringValue(), closure.get("revision") + "/" + closure.get("status"));
        }
        all.put("sent", String.valueOf(stage.stand().closesReceived(openSession)));
        return all;
    }

    Refusal proposal(String name, int status, String code, String body) {
        return new Refusal(name, status, code, () -> stage.post("/v1/closures", body));
    }

    Refusal signature(String name, int status, String code, String body) {
        return new Refusal(name, status, code, () -> stage.post("/v1/closures/" + open + "/signatures", body));
    }

    Refusal action(String name, int status, String code, String closure, String action, String body) {
        return new Refusal(name, status, code, () -> stage.post("/v1/closures/" + closure + "/" + action, body));
    }

    Refusal matching(String name, String action, String body) {
        return new Refusal(
                name,
                412,
                "revision-mismatch",
                () -> stage.post("/v1/closures/" + open + "/" + action, body, "If-Match", "\"1\""));
    }

    String free(String more) {
        return "{'sessionId':'" + freeSession + "'" + more + "}";
    }

    static String state(String entries) {
        return ",'finalState':{'allocations':[" + entries + "]}";
    }

    static String entry(Wallet wallet, String amount) {
        return "{'participant':'%s','asset':'yusd','amount':'%s'}".formatted(wallet.address(), amount);
    }

    static String split(String alice, String bob) {
        return "{'allocations':[" + entry(ALICE, alice) + "," + entry(BOB, bob) + "]}";
    }

    static String many(int count) {
        return String.join(",", Collections.nCopies(count, entry(ALICE, "1")));
    }

    /** What this key makes of the open closure's payloads. */
    List<String> current(Wallet wallet) {
        return payloads.stream()
                .map(payload -> wallet.sign(digest(payload)).hex())
                .toList();
    }

    Hash32 digest() {
        return digest(payloads.getFirst());
    }

    private static Hash32 digest(JsonNode payload) {
        return Hash32.parse(payload.get("digest").stringValue());
    }

    /** Alice's signatures of the open round, and this in the first one's place. */
    String withFirst(String signature) {
        List<String> all = new ArrayList<>(current(ALICE));
        all.set(0, signature);
        return signing(ALICE, 2, all);
    }

    /** Keys that no participant has. */
    static Wallet key(int number) {
        return new Wallet("key " + number, "0x" + String.valueOf(number).repeat(64));
    }

    static String flipped(String signature) {
        byte[] bytes = Hex.decode(signature);
        bytes[10] ^= 1;
        return Hex.encode(bytes);
    }

    /** The other solution of the same equation. */
    static String highS(String signature) {
        byte[] bytes = EcdsaSignature.parse(signature).bytes();
        byte[] s = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64)))
                .toByteArray();
        Arrays.fill(bytes, 32, 64, (byte) 0);
        int length = Math.min(32, s.length);
        System.arraycopy(s, s.length - length, bytes, 64 - length, length);
        bytes[64] = (byte) (bytes[64] == 27 ? 28 : 27);
        return Hex.encode(bytes);
    }
}
