package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.Stage.signing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.problem.ProblemCode;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;

/** What a client can do, over real HTTP, from proposal to proof. */
class HttpEndToEndTest {

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void aSessionIsReadProposedSignedClosedAndShown() {
        SessionId session = stage.session();
        Reply read = stage.get("/v1/sessions/" + session);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().get("active").booleanValue()).isTrue();
        Reply finalState = stage.get("/v1/sessions/" + session + "/final-state");
        assertThat(finalState.json().get("versionNumber").longValue()).isEqualTo(5);

        Reply proposed = stage.post(
                "/v1/closures",
                "{\"sessionId\":\"%s\",\"reference\":\"table-17\",\"finalState\":%s}"
                        .formatted(session, finalState.text()));
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
        String id = proposed.at("/id");
        assertThat(proposed.header("Location")).isEqualTo("/v1/closures/" + id);
        assertThat(proposed.header("ETag")).isEqualTo("\"1\"");

        Reply first = stage.postSigned(id, ALICE);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.json().at("/consensus/achievedWeight").longValue()).isEqualTo(1);
        Reply pending = stage.get("/v1/closures/" + id + "/pending-signers");
        assertThat(pending.at("/sufficientSets/0/0")).isEqualTo(BOB.address().checksummed());
        Reply repeated = stage.postSigned(id, ALICE);
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.json().get("receipts")).hasSize(1);
        assertThat(repeated.at("/receipts/0/jws")).isEqualTo(first.at("/receipts/0/jws"));
        assertThat(stage.postSigned(id, BOB).status()).isEqualTo(201);
        assertThat(stage.get("/v1/closures/" + id + "/receipts").json().get("receipts"))
                .hasSize(2);
        Reply hers = stage.get("/v1/closures/" + id + "/receipts?participant=" + ALICE.address());
        assertThat(hers.json().get("receipts")).hasSize(1);
        assertThat(hers.at("/receipts/0/jws")).isEqualTo(first.at("/receipts/0/jws"));

        Reply proved = stage.post("/v1/closures/" + id + "/finalization?wait=PT30S&until=SETTLED", "");
        assertThat(proved.status()).as(proved.text()).isEqualTo(200);
        assertThat(proved.at("/outcome")).isEqualTo("COOPERATIVE");

        Reply closed = stage.get("/v1/sessions/" + session + "/closure");
        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.at("/source")).isEqualTo("EPILOGUE");
        assertThat(closed.at("/closureId")).isEqualTo(id);
        assertThat(closed.json().get("signatures")).hasSize(2);
        assertThat(stage.get("/v1/sessions/" + session + "/final-state").at("/code"))
                .isEqualTo("session-closed");
        assertThat(stage.get("/v1/sessions/" + session + "/closures").json().at("/closures"))
                .hasSize(1);
    }

    @Test
    void aPreviewStoresNothing() {
        SessionId session = stage.session();
        Reply preview = stage.post("/v1/closures/preview", """
                {'sessionId':'%s','finalState':{'allocations':[{'participant':'%s','asset':'yusd','amount':'87.5'}]}}""".formatted(session, ALICE.address()));
        assertThat(preview.status()).as(preview.text()).isEqualTo(200);
        assertThat(preview.json().get("payloads")).hasSize(2);
        assertThat(preview.json().at("/closure/id").isNull()).isTrue();
        assertThat(stage.get("/v1/sessions/" + session + "/closures").json().at("/closures"))
                .isEmpty();
    }

    @Test
    void eventsComeFromTheFirstOnAndEndWithTheClosure() {
        SessionId session = stage.session();
        String id = stage.propose(session);
        stage.post("/v1/closures/" + id + "/cancellation", "{'reason':'changed our minds'}");

        Reply all = stage.get("/v1/closures/" + id + "/events", "Accept", "text/event-stream");
        assertThat(all.status()).isEqualTo(200);
        assertThat(types(all))
                .startsWith("stream.opened", "closure.proposed", "round.opened")
                .endsWith("closure.ended");
        assertThat(values(all, "id:")).startsWith("0", "1");
        List<String> positions = values(all, "id:").subList(1, types(all).size());

        Reply rest = stage.get("/v1/closures/" + id + "/events", "Last-Event-ID", "2");
        assertThat(values(rest, "id:")).isEqualTo(positions.subList(1, positions.size()));
        Reply over = stage.get("/v1/closures/" + id + "/events?after=" + positions.getLast());
        assertThat(over.status()).isEqualTo(204);
        Reply some = stage.get("/v1/closures/" + id + "/events?types=round.opened,closure.ended");
        assertThat(types(some)).containsExactly("stream.opened", "round.opened", "closure.ended");

        JsonNode timeline = stage.get("/v1/closures/" + id + "/timeline").json();
        assertThat(timeline.get("events")).hasSameSizeAs(positions);
        assertThat(timeline.at("/events/0").propertyNames())
                .containsExactly(
                        "id", "position", "type", "at", "closureId", "sessionId", "status", "revision", "data");
        JsonNode page = stage.get("/v1/closures/" + id + "/timeline?limit=1").json();
        assertThat(page.get("nextCursor").stringValue()).isEqualTo("1");
    }

    @Test
    void aStreamOfSignaturesAnswersEveryLine() {
        SessionId one = stage.session();
        SessionId two = stage.session();
        String first = stage.propose(one);
        String second = stage.propose(two);
        String good = signing(ALICE, 1, stage.sign(first, ALICE)).replace('\'', '"');
        String lines = "{\"ref\":\"a\",\"closureId\":\"%s\",%s\n".formatted(first, good.substring(1))
                + "{\"ref\":\"b\",nonsense\n"
                + "\n"
                + "{\"ref\":\"c\",\"closureId\":\"%s\",%s\n".formatted(second, good.substring(1))
                + "{\"ref\":\"d\",\"closureId\":\"%s\",\"participant\":1}\n".formatted(second)
                + "{\"ref\":\"e\",\"closureId\":\"none\",%s".formatted(good.substring(1));
        Reply answer = stage.postChunked("/v1/signatures", Stage.utf8(lines), "Content-Type", "application/x-ndjson");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<JsonNode> answers = answer.lines();
        assertThat(answers).hasSize(6);
        assertThat(problem(answers, 1)).isEmpty();
        assertThat(problem(answers, 2)).isEqualTo("malformed-json");
        assertThat(problem(answers, 4)).startsWith("signature-");
        assertThat(problem(answers, 5)).isEqualTo("invalid-parameter");
        assertThat(problem(answers, 6)).isEqualTo("closure-not-found");
        assertThat(answers)
                .filteredOn(each -> each.path("line").asInt(0) == 5)
                .singleElement()
                .extracting(each -> each.get("ref").stringValue())
                .isEqualTo("d");
        JsonNode end = answers.getLast();
        assertThat(end.get("end").booleanValue()).isTrue();
        assertThat(end.get("lines").intValue()).isEqualTo(5);
        assertThat(end.get("accepted").intValue()).isEqualTo(1);
        assertThat(end.get("refused").intValue()).isEqualTo(4);
    }

    @Test
    void aStreamBeyondItsLimitIsCutOffWithoutAnEnd() {
        String lines = "{}\n".repeat(1001);
        Reply answer = stage.postChunked("/v1/signatures", Stage.utf8(lines), "Content-Type", "application/x-ndjson");
        List<JsonNode> answers = answer.lines();
        assertThat(answers).hasSize(1001);
        assertThat(problem(answers, 1001)).isEqualTo("too-large");
        assertThat(answers).noneMatch(each -> each.has("end"));
    }

    @Test
    void readersWaitForAChange() {
        String id = stage.propose(stage.session());
        String path = "/v1/closures/" + id;
        assertThat(stage.get(path, "If-None-Match", "\"1\"").status()).isEqualTo(304);
        Reply late = stage.get(path + "?wait=PT1S", "If-None-Match", "\"1\"");
        assertThat(late.status()).isEqualTo(304);
        assertThat(late.header("ETag")).isEqualTo("\"1\"");
        stage.postSigned(id, ALICE);
        Reply changed = stage.get(path + "?wait=PT20S", "If-None-Match", "\"1\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void aDeclinedClosureComesBackWithAnotherSplit() {
        SessionId session = stage.session();
        String id = stage.propose(session);
        Reply declined = stage.post(
                "/v1/closures/" + id + "/decline", stage.declineOf(id, session, BOB, 1, "too little for me"));
        assertThat(declined.status()).as(declined.text()).isEqualTo(200);
        assertThat(declined.at("/status")).isEqualTo("DECLINED");
        Reply round = stage.post("/v1/closures/" + id + "/rounds", """
                {'basedOnRound':1,'reason':'then so','finalState':{'allocations':[
                  {'participant':'%s','asset':'yusd','amount':'40'},{'participant':'%s','asset':'yusd','amount':'47.5'}]}}""".formatted(ALICE.address(), BOB.address()));
        assertThat(round.status()).as(round.text()).isEqualTo(201);
        assertThat(round.at("/status")).isEqualTo("COLLECTING");
        assertThat(round.json().at("/round/number").intValue()).isEqualTo(2);
    }

    @Test
    void listsFilterAndGoOnWhereAPageEnded() {
        String reference = "list-" + stage.session();
        for (int i = 0; i < 3; i++) {
            stage.post("/v1/closures", "{'sessionId':'%s','reference':'%s'}".formatted(stage.session(), reference));
        }
        Reply first = stage.get("/v1/closures?limit=2&status=COLLECTING&reference=" + reference);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().get("closures")).hasSize(2);
        Reply second = stage.get("/v1/closures?limit=2&reference=" + reference + "&cursor=" + first.at("/nextCursor"));
        assertThat(second.json().get("closures")).hasSize(1);
        assertThat(second.json().get("nextCursor").isNull()).isTrue();
        assertThat(stage.get("/v1/closures?ended=true&reference=" + reference)
                        .json()
                        .get("closures"))
                .isEmpty();
    }

    @Test
    void aWalletFindsWhatItHasToSign() {
        String id = stage.propose(stage.session());
        String path = "/v1/participants/" + BOB.address().lowerCase() + "/payloads?pending=true&limit=500";
        assertThat(stage.get(path).json().get("closures"))
                .anyMatch(entry -> entry.get("closureId").stringValue().equals(id));
        List<JsonNode> lines = stage.get(path, "Accept", "application/x-ndjson").lines();
        assertThat(lines.getLast().get("end").booleanValue()).isTrue();
        stage.postSigned(id, BOB);
        assertThat(stage.get(path).text()).doesNotContain(id);
    }

    @Test
    void operatorsSeeWhyAndParkAndResume() {
        String id = stage.propose(stage.session());
        Reply why = stage.get("/v1/closures/" + id + "/explanation");
        assertThat(why.status()).as(why.text()).isEqualTo(200);
        assertThat(why.json().propertyNames())
                .containsExactly(
                        "waitingFor",
                        "since",
                        "actor",
                        "summary",
                        "nextAttemptAt",
                        "attempts",
                        "gate",
                        "lease",
                        "node",
                        "remedies");
        assertThat(stage.post("/v1/closures/" + id + "/parking", "{'reason':'look'}")
                        .at("/status"))
                .isEqualTo("PARKED");
        assertThat(stage.post("/v1/closures/" + id + "/resumption", "").at("/status"))
                .isEqualTo("COLLECTING");
        assertThat(stage.post("/v1/closures/" + id + "/reconciliation", "").status())
                .isEqualTo(200);
        assertThat(stage.post("/v1/closures/" + id + "/extension", "{'seconds':3600}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nodesAndReceiptKeysAreVisible() {
        assertThat(stage.get("/v1/nodes").at("/nodes/0/name")).isEqualTo("sandbox");
        assertThat(stage.get("/.well-known/jwks.json").at("/keys/0/kty")).isEqualTo("OKP");
    }

    @Test
    void theContractIsServedToProgramsAndToPeople() {
        Reply contract = stage.get("/openapi.yaml");
        assertThat(contract.text()).startsWith("openapi: 3.1.0");
        assertThat(contract.header("Content-Type")).isEqualTo("application/yaml");
        for (String file : List.of("index.html", "docs.js", "problem.css", "swagger-ui.css", "swagger-ui-bundle.js")) {
            Reply page = stage.get("/docs/" + file + "?url=https://elsewhere.example/openapi.yaml");
            assertThat(page.status()).as(file).isEqualTo(200);
            assertThat(page.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .doesNotContain("unsafe");
        }
        assertThat(stage.get("/docs/index.html").text()).doesNotContain("<style", "onload", "https:");
        assertThat(stage.get("/docs/docs.js").text())
                .contains("persistAuthorization: false", "queryConfigEnabled: false");
        assertThat(stage.get("/docs/swagger-initializer.js").status()).isEqualTo(404);
        assertThat(stage.get("/webjars/swagger-ui/5.34.1/index.html").status()).isEqualTo(404);
    }

    @Test
    void noPageIsShownInAFrame() {
        for (String page : List.of("/inbox", "/s/check", "/verify", "/s/01a20d40-d257-7dbc-97d4-c49eeb94f6d6")) {
            Reply reply = stage.get(page);
            assertThat(reply.status()).as(page).isEqualTo(200);
            assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
            assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        }
    }

    /** What browsers run is what lies in the jar, byte for byte, under the only name that this release's pages use. */
    @Test
    void everyFileOfThePagesIsServedAsItIsInTheJar() throws IOException {
        Matcher name = Pattern.compile("/assets/([0-9a-f]{20})/")
                .matcher(stage.get("/inbox").text());
        assertThat(name.find()).isTrue();
        int compared = 0;
        for (String pattern : List.of("pages/*.js", "pages/*.css", "js/lib/*.js")) {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:" + pattern)) {
                String path = pattern.substring(0, pattern.lastIndexOf('/') + 1) + file.getFilename();
                assertThat(stage.get("/assets/" + name.group(1) + "/" + path).text())
                        .as(path)
                        .isEqualTo(file.getContentAsString(StandardCharsets.UTF_8));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10);
        assertThat(stage.get("/assets/" + "0".repeat(20) + "/pages/sign.js").status())
                .isEqualTo(404);
    }

    /** Routes would find what these mean, and guards, lines and limits go by what stands there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%761/closures",
                "/v1/%63losures",
                "/v1/closures;a=b",
                "/v1/closures%3Ba=b",
                "/v1;/closures",
                "/v1%2Fclosures",
                "/v1/event%73",
                "/v1/events;",
                "/v1/%2e/closures",
                "/%61ctuator/../v1/closures",
            })
    void anAddressHasOneSpelling(String path) {
        Reply reply = stage.get(path, "Accept", "application/json");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.at("/code")).isEqualTo("not-found");
    }

    @Test
    void aProblemsTypeLeadsToWhatToDoAboutIt() {
        Reply refused = stage.get("/v1/closures/00000000-0000-7000-8000-000000000000");
        String type = refused.json().path("type").asString();
        Reply told = stage.get(type);
        assertThat(told.at("/code")).isEqualTo(refused.at("/code"));
        assertThat(told.json().path("status").asInt()).isEqualTo(refused.status());
        assertThat(told.at("/remedy")).isNotBlank();
        Reply page = stage.get(type, "Accept", "text/html,*/*;q=0.8");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.text()).contains("closure-not-found", told.at("/remedy"));
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(stage.get("/problems/none-such").at("/code")).isEqualTo("not-found");
        assertThat(stage.get("/v1/problems")
                        .json()
                        .at("/problems")
                        .valueStream()
                        .map(each -> each.path("code").asString()))
                .containsExactlyInAnyOrder(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::wireName)
                        .toArray(String[]::new));
    }

    private static String problem(List<JsonNode> answers, int line) {
        return answers.stream()
                .filter(each -> each.path("line").asInt(0) == line)
                .findFirst()
                .map(each -> each.at("/problem/code").asString(""))
                .orElse("no answer");
    }

    private static List<String> types(Reply stream) {
        return values(stream, "event:");
    }

    private static List<String> values(Reply stream, String field) {
        return stream.text()
                .lines()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).trim())
                .toList();
    }
}
