package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.Stage.signing;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Closures in every state that refuses something, and requests that are wrong in one point. */
final class RefusalScene {

    private RefusalScene() {}

    static final String UNKNOWN_ID = "018f0000-0000-7000-8000-000000000000";
    static final String UNKNOWN_SESSION = "0x" + "77".repeat(32);
    static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    static Stage stage;
    /** In round 2 with two payloads; Bob has signed it. */
    static String open;

    static SessionId openSession;
    static SessionId cancelledSession;
    static SessionId freeSession;
    static SessionId closedSession;
    static String parked;
    static String cancelled;
    static String settled;
    static String expired;
    static List<String> earlier;
    static List<JsonNode> payloads;

    static void start() {
        stage = new Stage("epilogue.closure.limits.min-timeout", "PT1S");
        openSession = stage.session();
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
        freeSession = stage.session();
        closedSession = stage.session();
        stage.node().ledger().close(closedSession);
        parked = stage.propose(stage.session());
        stage.post("/v1/closures/" + parked + "/parking", "{'reason':'test'}");
        cancelledSession = stage.session();
        cancelled = stage.propose(cancelledSession);
        stage.post("/v1/closures/" + cancelled + "/cancellation", "");
        settled = settle();
        long revision =
                stage.get("/v1/closures/" + expired).json().get("revision").longValue();
        if (revision == 1) {
            stage.get("/v1/closures/" + expired + "?wait=PT30S", "If-None-Match", "\"1\"");
        }
        long until = Instant.now().plusSeconds(3600).getEpochSecond();
        stage.node().ledger().registerKey(ALICE.address(), key(3).address(), "closure-demo", 1_700_000_000L);
        stage.node().ledger().registerKey(ALICE.address(), key(4).address(), "another-application", until);
    }

    static void stop() {
        stage.close();
    }

    /** Every closure's revision, status and number of events. */
    static Map<String, String> standing() {
        Map<String, String> all = new TreeMap<>();
        for (JsonNode closure : stage.get("/v1/closures?limit=200").json().get("closures")) {
            String id = closure.get("id").stringValue();
            int events = stage.get("/v1/closures/" + id + "/timeline?limit=1000")
                    .json()
                    .get("events")
                    .size();
            all.put(id, closure.get("revision") + "/" + closure.get("status") + "/" + events);
        }
        return all;
    }

    static Refusal proposal(String name, int status, String code, String body) {
        return new Refusal(name, status, code, () -> stage.post("/v1/closures", body));
    }

    static Refusal signature(String name, int status, String code, String body) {
        return new Refusal(name, status, code, () -> stage.post("/v1/closures/" + open + "/signatures", body));
    }

    static Refusal action(String name, int status, String code, String closure, String action, String body) {
        return new Refusal(name, status, code, () -> stage.post("/v1/closures/" + closure + "/" + action, body));
    }

    static Refusal matching(String name, String action, String body) {
        return new Refusal(
                name,
                412,
                "revision-mismatch",
                () -> stage.post("/v1/closures/" + open + "/" + action, body, "If-Match", "\"1\""));
    }

    static String settle() {
        String id = stage.propose(stage.session());
        stage.postSigned(id, ALICE);
        stage.postSigned(id, BOB);
        stage.post("/v1/closures/" + id + "/finalization?wait=PT30S&until=SETTLED", "");
        return id;
    }

    static String free(String more) {
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
        return String.join(",", java.util.Collections.nCopies(count, entry(ALICE, "1")));
    }

    static List<String> current(Wallet wallet) {
        List<String> all = new ArrayList<>();
        payloads.forEach(payload -> all.add(
                wallet.sign(Hash32.parse(payload.get("digest").stringValue())).hex()));
        return all;
    }

    static List<String> delegated(int number) {
        return current(key(number)).stream()
                .map(signature -> "0xa2" + signature.substring(2))
                .toList();
    }

    static Wallet key(int number) {
        return new Wallet("key " + number, "0x" + String.valueOf(number).repeat(64));
    }

    static String unprefixed(int index) {
        return ALICE.sign(Hash32.parse(payloads.get(index).get("message").stringValue()))
                .hex();
    }

    static String flipped(String signature) {
        byte[] bytes = Hex.decode(signature);
        bytes[10] ^= 1;
        return Hex.encode(bytes);
    }

    /** The other solution of the same equation. */
    static String highS(String signature) {
        byte[] bytes = EcdsaSignature.parse(signature).bytes();
        byte[] s = ORDER.subtract(new BigInteger(1, java.util.Arrays.copyOfRange(bytes, 32, 64)))
                .toByteArray();
        java.util.Arrays.fill(bytes, 32, 64, (byte) 0);
        int length = Math.min(32, s.length);
        System.arraycopy(s, s.length - length, bytes, 64 - length, length);
        bytes[64] = (byte) (bytes[64] == 27 ? 28 : 27);
        return Hex.encode(bytes);
    }
}
