package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.web.Stage.signing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Bad requests over real HTTP: each is refused with its own code, and leaves every closure as it was. */
class RefusalsTest {

    private static final String UNKNOWN_ID = "018f0000-0000-7000-8000-000000000000";
    private static final String UNKNOWN_SESSION = "0x" + "77".repeat(32);
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static Stage stage;
    /** In round 2 with two payloads; Bob has signed it. */
    private static String open;

    private static SessionId openSession;
    private static SessionId cancelledSession;
    private static SessionId freeSession;
    private static SessionId closedSession;
    private static String parked;
    private static String cancelled;
    private static String settled;
    private static String expired;
    private static List<String> earlier;
    private static List<JsonNode> payloads;

    @BeforeAll
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

    @AfterAll
    static void stop() {
        stage.close();
    }

    /** @param request what is sent */
    private record Row(String name, int status, String code, Supplier<Reply> request) {}

    @TestFactory
    Stream<DynamicTest> malformedProposals() {
        return tests(
                proposal("no body", 400, "malformed-json", ""),
                proposal("cut off", 400, "malformed-json", "{'sessionId':'"),
                proposal("a list", 400, "malformed-json", "[]"),
                proposal("two documents", 400, "malformed-json", "{} {}"),
                proposal("a repeated member", 400, "malformed-json", "{'sessionId':'a','sessionId':'b'}"),
                proposal("no strict JSON", 400, "malformed-json", "{sessionId:1}"),
                proposal("too deep", 400, "malformed-json", "{'memo':" + "[".repeat(100) + "]".repeat(100) + "}"),
                proposal("nothing said", 400, "invalid-parameter", "{}"),
                proposal("session id of another type", 400, "invalid-parameter", "{'sessionId':5}"),
                proposal("short session id", 400, "invalid-parameter", "{'sessionId':'0x12'}"),
                proposal("misspelt member", 400, "unknown-member", free(",'finalstate':{}")),
                proposal(
                        "misspelt member of the state", 400, "unknown-member", free(",'finalState':{'allocation':[]}")),
                proposal(
                        "misspelt member of an entry",
                        400,
                        "unknown-member",
                        free(",'finalState':{'allocations':["
                                + entry(ALICE, "1").replace("}", ",'to':1}") + "]}")),
                proposal("misspelt member of the policy", 400, "unknown-member", free(",'policy':{'timeOut':'PT1H'}")),
                proposal(
                        "amount as a number",
                        400,
                        "invalid-parameter",
                        free(",'finalState':{'allocations':["
                                + entry(ALICE, "1").replace("'1'", "1") + "]}")),
                proposal("amount with an exponent", 400, "invalid-parameter", free(state(entry(ALICE, "1e2")))),
                proposal("amount with a blank", 400, "invalid-parameter", free(state(entry(ALICE, " 1")))),
                proposal(
                        "allocations of another type",
                        400,
                        "invalid-parameter",
                        free(",'finalState':{'allocations':{}}")),
                proposal("too many allocations", 400, "invalid-parameter", free(state(many(300)))),
                proposal("version as text", 400, "invalid-parameter", free(",'finalState':{'versionNumber':'5'}")),
                proposal(
                        "version beyond 2^53",
                        400,
                        "invalid-parameter",
                        free(",'finalState':{'versionNumber':9007199254740993}")),
                proposal("duration in words", 400, "invalid-parameter", free(",'policy':{'timeout':'one hour'}")),
                proposal("timeout too long", 400, "invalid-parameter", free(",'policy':{'timeout':'P400D'}")),
                proposal("unknown consensus", 400, "invalid-parameter", free(",'policy':{'consensus':'MOST'}")),
                proposal("no rounds at all", 400, "invalid-parameter", free(",'policy':{'maxRounds':0}")),
                proposal(
                        "escalation not offered",
                        400,
                        "invalid-parameter",
                        free(",'policy':{'escalation':'CHALLENGE'}")),
                proposal(
                        "channel update not offered",
                        400,
                        "invalid-parameter",
                        free(",'policy':{'channelUpdate':'RESIZE'}")),
                proposal("memo with a line break", 400, "invalid-parameter", free(",'memo':'a\\nb'")),
                proposal("reference with NUL", 400, "invalid-parameter", free(",'reference':'a\\u0000'")),
                proposal("unknown node", 404, "node-not-found", free(",'node':'elsewhere'")));
    }

    @TestFactory
    Stream<DynamicTest> proposalsThatDoNotFit() {
        return tests(
                proposal("unknown session", 404, "session-not-found", "{'sessionId':'" + UNKNOWN_SESSION + "'}"),
                proposal("closed session", 409, "session-closed", "{'sessionId':'" + closedSession + "'}"),
                proposal("session under closure", 409, "closure-active", "{'sessionId':'" + openSession + "'}"),
                proposal("stale version", 409, "stale-version", free(",'finalState':{'versionNumber':4}")),
                proposal("not final", 422, "final-state-mismatch", free(",'finalState':{'isFinal':false}")),
                proposal(
                        "state of another session",
                        422,
                        "final-state-mismatch",
                        free(",'finalState':{'sessionId':'" + UNKNOWN_SESSION + "'}")),
                proposal("state with another quorum", 422, "final-state-mismatch", free(",'finalState':{'quorum':7}")),
                proposal(
                        "state of another application",
                        422,
                        "final-state-mismatch",
                        free(",'finalState':{'application':'x'}")),
                proposal("sum too small", 422, "allocation-sum", free(state(entry(ALICE, "50")))),
                proposal(
                        "sum too large",
                        422,
                        "allocation-sum",
                        free(state(entry(ALICE, "50") + "," + entry(BOB, "37.500001")))),
                proposal(
                        "stranger gets something",
                        422,
                        "allocation-unknown-participant",
                        free(state(entry(CAROL, "87.5")))),
                proposal(
                        "unknown asset",
                        422,
                        "allocation-unknown-asset",
                        free(state(entry(ALICE, "87.5").replace("yusd", "YUSD")))),
                proposal(
                        "entry twice",
                        422,
                        "allocation-duplicate",
                        free(state(entry(ALICE, "50") + "," + entry(ALICE, "37.5")))),
                proposal(
                        "negative amount",
                        422,
                        "allocation-negative",
                        free(state(entry(ALICE, "88.5") + "," + entry(BOB, "-1")))),
                proposal(
                        "too precise",
                        422,
                        "allocation-precision",
                        free(state(entry(ALICE, "87.4999999") + "," + entry(BOB, "0.0000001")))),
                proposal(
                        "data too long",
                        400,
                        "invalid-parameter",
                        free(",'finalState':{'sessionData':'" + "x".repeat(1025) + "'}")),
                proposal(
                        "stranger required",
                        422,
                        "consensus-unreachable",
                        free(",'policy':{'requiredParticipants':['" + CAROL.address() + "']}")),
                proposal(
                        "required twice",
                        400,
                        "invalid-parameter",
                        free(",'policy':{'requiredParticipants':['%s','%s']}"
                                .formatted(ALICE.address(), ALICE.address()))),
                new Row(
                        "preview is as strict",
                        422,
                        "allocation-sum",
                        () -> stage.post("/v1/closures/preview", free(state(entry(ALICE, "1"))))));
    }

    @TestFactory
    Stream<DynamicTest> framesOfRequests() {
        String good = free("").replace('\'', '"');
        String huge = good.replace("}", ",\"memo\":\"" + "x".repeat(70_000) + "\"}");
        return tests(
                new Row("huge body", 413, "too-large", () -> stage.post("/v1/closures", huge)),
                new Row(
                        "huge body without a length",
                        413,
                        "too-large",
                        () -> stage.postChunked("/v1/closures", Stage.utf8(huge), "Content-Type", "application/json")),
                new Row(
                        "huge stream",
                        413,
                        "too-large",
                        () -> stage.post(
                                "/v1/signatures", "x".repeat(1_100_000), "Content-Type", "application/x-ndjson")),
                new Row(
                        "text instead of JSON",
                        415,
                        "unsupported-media-type",
                        () -> stage.post("/v1/closures", good, "Content-Type", "text/plain")),
                new Row(
                        "no media type",
                        415,
                        "unsupported-media-type",
                        () -> stage.send("POST", "/v1/closures", BodyPublishers.ofString(good))),
                new Row(
                        "JSON instead of lines",
                        415,
                        "unsupported-media-type",
                        () -> stage.post("/v1/signatures", good)),
                new Row("unknown path", 404, "not-found", () -> stage.get("/v1/closure")),
                new Row(
                        "wrong method",
                        405,
                        "method-not-allowed",
                        () -> stage.send("DELETE", "/v1/closures/" + open, BodyPublishers.noBody())),
                new Row(
                        "events as a picture",
                        406,
                        "not-acceptable",
                        () -> stage.get("/v1/closures/" + open + "/events", "Accept", "image/png")),
                new Row(
                        "key with blanks",
                        400,
                        "invalid-parameter",
                        () -> stage.post("/v1/closures", good, "Idempotency-Key", "a key")),
                new Row(
                        "key too long",
                        400,
                        "invalid-parameter",
                        () -> stage.post("/v1/closures", good, "Idempotency-Key", "k".repeat(256))),
                new Row(
                        "parameter that does not exist",
                        400,
                        "unknown-member",
                        () -> stage.get("/v1/closures?stauts=COLLECTING")),
                new Row("unknown status", 400, "invalid-parameter", () -> stage.get("/v1/closures?status=OPEN")),
                new Row("limit too large", 400, "invalid-parameter", () -> stage.get("/v1/closures?limit=201")),
                new Row("foreign cursor", 400, "invalid-parameter", () -> stage.get("/v1/closures?cursor=abc")),
                new Row(
                        "time without a zone",
                        400,
                        "invalid-parameter",
                        () -> stage.get("/v1/closures?updatedSince=2026-01-01")),
                new Row("session id in another form", 400, "invalid-parameter", () -> stage.get("/v1/sessions/17")),
                new Row(
                        "session nobody knows",
                        404,
                        "session-not-found",
                        () -> stage.get("/v1/sessions/" + UNKNOWN_SESSION)),
                new Row(
                        "session at an unknown node",
                        404,
                        "node-not-found",
                        () -> stage.get("/v1/sessions/" + freeSession + "?node=elsewhere")),
                new Row(
                        "final state of a closed session",
                        409,
                        "session-closed",
                        () -> stage.get("/v1/sessions/" + closedSession + "/final-state")),
                new Row(
                        "end of an open session",
                        409,
                        "session-open",
                        () -> stage.get("/v1/sessions/" + freeSession + "/closure")),
                new Row("unknown closure", 404, "closure-not-found", () -> stage.get("/v1/closures/" + UNKNOWN_ID)),
                new Row("no closure id at all", 404, "closure-not-found", () -> stage.get("/v1/closures/17")),
                new Row(
                        "position that is none",
                        400,
                        "invalid-parameter",
                        () -> stage.get("/v1/closures/" + open + "/events", "Last-Event-ID", "first")),
                new Row(
                        "position of the future",
                        400,
                        "invalid-parameter",
                        () -> stage.get("/v1/closures/" + open + "/events?after=100000")),
                new Row(
                        "participant that is none",
                        400,
                        "invalid-parameter",
                        () -> stage.get("/v1/participants/alice/payloads")));
    }

    @TestFactory
    Stream<DynamicTest> signatures() {
        List<String> good = current(ALICE);
        return tests(
                signature(
                        "misspelt member",
                        400,
                        "unknown-member",
                        signing(ALICE, 2, good).replace("'signatures'", "'signature'")),
                signature(
                        "signature as a number",
                        400,
                        "invalid-parameter",
                        "{'participant':'%s','round':2,'signatures':[1,2]}".formatted(ALICE.address())),
                signature(
                        "no round",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good).replace("'round':2,", "")),
                signature("round zero", 400, "invalid-parameter", signing(ALICE, 0, good)),
                signature(
                        "optional payloads",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good).replace("}", ",'optionalSignatures':[{'index':2,'signature':'0x'}]}")),
                signature(
                        "mandate",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good).replace("}", ",'mandate':{'signer':'x'}}")),
                signature("earlier round", 409, "round-superseded", signing(ALICE, 1, earlier)),
                signature("round to come", 409, "round-superseded", signing(ALICE, 3, good)),
                signature("too few", 422, "signature-count", signing(ALICE, 2, good.subList(0, 1))),
                signature(
                        "too many",
                        422,
                        "signature-count",
                        signing(ALICE, 2, List.of(good.get(0), good.get(1), good.get(1)))),
                signature("none", 422, "signature-count", signing(ALICE, 2, List.of())),
                signature("no hex", 422, "signature-length", signing(ALICE, 2, List.of("hello", good.get(1)))),
                signature(
                        "64 bytes",
                        422,
                        "signature-length",
                        signing(ALICE, 2, List.of(good.get(0).substring(0, 130), good.get(1)))),
                signature(
                        "high s", 422, "signature-high-s", signing(ALICE, 2, List.of(highS(good.get(0)), good.get(1)))),
                signature("foreign signer", 422, "signature-stranger", signing(ALICE, 2, current(CAROL))),
                signature("foreign participant", 422, "signature-stranger", signing(CAROL, 2, current(CAROL))),
                signature("in another's name", 422, "signature-stranger", signing(ALICE, 2, current(BOB))),
                signature(
                        "a bit turned",
                        422,
                        "signature-stranger",
                        signing(ALICE, 2, List.of(flipped(good.get(0)), good.get(1)))),
                signature(
                        "without the prefix",
                        422,
                        "signature-prefix",
                        signing(ALICE, 2, List.of(unprefixed(0), good.get(1)))),
                signature(
                        "over the earlier round",
                        422,
                        "signature-round",
                        signing(ALICE, 2, List.of(earlier.getFirst(), good.get(1)))),
                signature(
                        "in the other order",
                        422,
                        "signature-order",
                        signing(ALICE, 2, List.of(good.get(1), good.get(0)))),
                signature("unknown session key", 422, "session-key-unknown", signing(ALICE, 2, delegated(5))),
                signature("expired session key", 422, "session-key-expired", signing(ALICE, 2, delegated(3))),
                signature(
                        "session key of another application",
                        422,
                        "session-key-scope",
                        signing(ALICE, 2, delegated(4))),
                new Row(
                        "unknown closure",
                        404,
                        "closure-not-found",
                        () -> stage.post("/v1/closures/" + UNKNOWN_ID + "/signatures", signing(ALICE, 1, earlier))),
                new Row("after sealing", 409, "round-sealed", () -> stage.postSigned(parked, ALICE)),
                new Row("after cancellation", 409, "closure-ended", () -> stage.postSigned(cancelled, ALICE)),
                new Row("after the deadline", 409, "closure-ended", () -> stage.postSigned(expired, ALICE)),
                new Row(
                        "payload of another closure",
                        422,
                        "signature-stranger",
                        () -> stage.post(
                                "/v1/closures/" + open + "/signatures",
                                signing(
                                        ALICE,
                                        2,
                                        List.of(stage.sign(parked, ALICE).getFirst(), good.get(1))))));
    }

    @TestFactory
    Stream<DynamicTest> actions() {
        String decline = stage.declineOf(open, openSession, ALICE, 2, "no");
        return tests(
                action(
                        "decline without a signature",
                        400,
                        "invalid-parameter",
                        open,
                        "decline",
                        "{'participant':'%s','round':2,'reason':'no'}".formatted(ALICE.address())),
                action(
                        "decline with another reason than signed",
                        422,
                        "signature-stranger",
                        open,
                        "decline",
                        decline.replace("'no'", "'yes'")),
                action(
                        "decline in another's name",
                        422,
                        "signature-stranger",
                        open,
                        "decline",
                        decline.replace(
                                ALICE.address().checksummed(), BOB.address().checksummed())),
                action(
                        "decline by a stranger",
                        422,
                        "signature-stranger",
                        open,
                        "decline",
                        stage.declineOf(open, openSession, CAROL, 2, "no")),
                action(
                        "decline of an earlier round",
                        409,
                        "round-superseded",
                        open,
                        "decline",
                        stage.declineOf(open, openSession, ALICE, 1, "no")),
                action(
                        "decline with a line break",
                        400,
                        "invalid-parameter",
                        open,
                        "decline",
                        decline.replace("'no'", "'no\\nround: 3'")),
                action(
                        "decline after the end",
                        409,
                        "closure-ended",
                        cancelled,
                        "decline",
                        stage.declineOf(cancelled, cancelledSession, ALICE, 1, "no")),
                action("extension by nothing", 400, "invalid-parameter", open, "extension", "{'seconds':0}"),
                action("extension by a fraction", 400, "invalid-parameter", open, "extension", "{'seconds':1.5}"),
                action("extension by ages", 400, "invalid-parameter", open, "extension", "{'seconds':99999999999}"),
                action("extension of a settled closure", 409, "closure-ended", settled, "extension", "{'seconds':60}"),
                action("cancellation of a settled closure", 409, "closure-ended", settled, "cancellation", ""),
                action("second cancellation", 409, "closure-ended", cancelled, "cancellation", ""),
                action(
                        "cancellation with a misspelt reason",
                        400,
                        "unknown-member",
                        open,
                        "cancellation",
                        "{'why':''}"),
                action("resumption of what is not parked", 409, "round-sealed", open, "resumption", ""),
                action("parking of what has ended", 409, "closure-ended", settled, "parking", ""),
                action(
                        "split based on an earlier round",
                        409,
                        "round-superseded",
                        open,
                        "rounds",
                        "{'basedOnRound':1,'finalState':" + split("50", "37.5") + "}"),
                action(
                        "split with another sum",
                        422,
                        "allocation-sum",
                        open,
                        "rounds",
                        "{'basedOnRound':2,'finalState':" + split("50", "37") + "}"),
                action(
                        "split of another session",
                        422,
                        "final-state-mismatch",
                        open,
                        "rounds",
                        "{'basedOnRound':2,'finalState':{'sessionId':'" + UNKNOWN_SESSION + "'}}"),
                action(
                        "split for an ended closure",
                        409,
                        "closure-ended",
                        cancelled,
                        "rounds",
                        "{'basedOnRound':1,'finalState':" + split("50", "37.5") + "}"),
                action("finalization until whenever", 400, "invalid-parameter", open, "finalization?until=LATER", ""),
                action("finalization of what never will be", 409, "closure-ended", cancelled, "finalization", ""),
                matching("extension on an old revision", "extension", "{'seconds':60}"),
                matching("cancellation on an old revision", "cancellation", ""),
                matching(
                        "split on an old revision",
                        "rounds",
                        "{'basedOnRound':2,'finalState':" + split("50", "37.5") + "}"),
                new Row(
                        "If-Match that is no ETag",
                        400,
                        "invalid-parameter",
                        () -> stage.post("/v1/closures/" + open + "/extension", "{'seconds':60}", "If-Match", "3")));
    }

    private static Stream<DynamicTest> tests(Row... rows) {
        return Stream.of(rows).map(row -> DynamicTest.dynamicTest(row.name(), () -> refused(row)));
    }

    private static void refused(Row row) {
        Map<String, String> before = standing();
        Reply reply = row.request().get();
        assertThat(reply.status()).as(reply.text()).isEqualTo(row.status());
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().propertyNames())
                .contains(
                        "type",
                        "title",
                        "status",
                        "detail",
                        "instance",
                        "code",
                        "retryable",
                        "retryAfter",
                        "actor",
                        "violations");
        assertThat(reply.at("/code")).as(reply.text()).isEqualTo(row.code());
        assertThat(reply.at("/type")).endsWith("/problems/" + row.code());
        assertThat(standing()).isEqualTo(before);
    }

    /** Every closure's revision, status and number of events. */
    private static Map<String, String> standing() {
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

    private static Row proposal(String name, int status, String code, String body) {
        return new Row(name, status, code, () -> stage.post("/v1/closures", body));
    }

    private static Row signature(String name, int status, String code, String body) {
        return new Row(name, status, code, () -> stage.post("/v1/closures/" + open + "/signatures", body));
    }

    private static Row action(String name, int status, String code, String closure, String action, String body) {
        return new Row(name, status, code, () -> stage.post("/v1/closures/" + closure + "/" + action, body));
    }

    private static Row matching(String name, String action, String body) {
        return new Row(
                name,
                412,
                "revision-mismatch",
                () -> stage.post("/v1/closures/" + open + "/" + action, body, "If-Match", "\"1\""));
    }

    private static String settle() {
        String id = stage.propose(stage.session());
        stage.postSigned(id, ALICE);
        stage.postSigned(id, BOB);
        stage.post("/v1/closures/" + id + "/finalization?wait=PT30S&until=SETTLED", "");
        return id;
    }

    private static String free(String more) {
        return "{'sessionId':'" + freeSession + "'" + more + "}";
    }

    private static String state(String entries) {
        return ",'finalState':{'allocations':[" + entries + "]}";
    }

    private static String entry(Wallet wallet, String amount) {
        return "{'participant':'%s','asset':'yusd','amount':'%s'}".formatted(wallet.address(), amount);
    }

    private static String split(String alice, String bob) {
        return "{'allocations':[" + entry(ALICE, alice) + "," + entry(BOB, bob) + "]}";
    }

    private static String many(int count) {
        return String.join(",", java.util.Collections.nCopies(count, entry(ALICE, "1")));
    }

    private static List<String> current(Wallet wallet) {
        List<String> all = new ArrayList<>();
        payloads.forEach(payload -> all.add(
                wallet.sign(Hash32.parse(payload.get("digest").stringValue())).hex()));
        return all;
    }

    private static List<String> delegated(int number) {
        return current(key(number)).stream()
                .map(signature -> "0xa2" + signature.substring(2))
                .toList();
    }

    private static Wallet key(int number) {
        return new Wallet("key " + number, "0x" + String.valueOf(number).repeat(64));
    }

    private static String unprefixed(int index) {
        return ALICE.sign(Hash32.parse(payloads.get(index).get("message").stringValue()))
                .hex();
    }

    private static String flipped(String signature) {
        byte[] bytes = Hex.decode(signature);
        bytes[10] ^= 1;
        return Hex.encode(bytes);
    }

    /** The other solution of the same equation. */
    private static String highS(String signature) {
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
