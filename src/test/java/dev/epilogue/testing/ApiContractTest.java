package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds the answers of all tests against the contract can itself fail. */
class ApiContractTest {

    private static final String NODES = "/v1/nodes";
    private static final String NODE = """
            {"name":"main","link":"UP","address":null,"version":null,"clockOffsetMillis":0,"requestsPerSecond":1.5,
             "connections":1,"lastHeardAt":"2026-11-24T01:02:03Z","asking":"CLOSED","awaySince":null,"problem":null,
             "sharesKeyWith":[]}""";
    private static final String PROBLEM = """
            {"type":"/problems/overloaded","title":"Overloaded","status":503,"detail":"Later.","instance":null,
             "code":"overloaded","retryable":true,"retryAfter":2,"actor":"OPERATOR","violations":[]}""";

    @Test
    void answersAndProblemsOfTheContractPass() {
        passes(NODES, 200, "application/json", "{\"nodes\":[" + NODE + "]}");
        passes(NODES, 503, "application/problem+json", PROBLEM);
        passes("/v1/nowhere", 404, "application/problem+json", PROBLEM);
    }

    @Test
    void whatTheContractDoesNotNameFails() {
        fails(NODES, 201, "application/json", "{\"nodes\":[]}");
        fails(NODES, 200, "application/json", "{}");
        fails(NODES, 200, "application/json", "{\"nodes\":[],\"more\":1}");
        fails(NODES, 200, "application/json", "{\"nodes\":[" + NODE.replace("\"UP\"", "\"ASLEEP\"") + "]}");
        fails(NODES, 200, "application/json", "{\"nodes\":[" + NODE.replace("2026-11-24T", "yesterday, ") + "]}");
        fails(NODES, 200, "text/plain", "{\"nodes\":[]}");
        fails(NODES, 503, "application/problem+json", PROBLEM.replace("\"overloaded\"", "\"tired\""));
        fails(NODES, 503, "application/problem+json", PROBLEM.replace("\"retryAfter\":2", "\"retryAfter\":3"));
        fails(NODES, 503, "application/problem+json", "");
        fails("/v1/nowhere", 404, "text/html", "<h1>Not found</h1>");
    }

    @Test
    void whoIsSentAwayIsToldWhatIsLeft() {
        for (String left : List.of("", "0", "\"overloaded\";r=none")) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> check(NODES, 503, "application/problem+json", PROBLEM, left))
                    .withMessageContaining("RateLimit");
        }
    }

    @Test
    void theDataOfAnEventIsThatOfItsType() {
        String event = """
                {"id":"a/1","position":"1","type":"closure.ended","at":"2026-11-24T01:02:03Z","status":"SETTLED","revision":4,
                 "closureId":"018f0000-0000-7000-8000-000000000001","data":{"outcome":"COOPERATIVE"},
                 "sessionId":"0x413a3fcac24b86cd278eb7577035aab7ff279b9a3342b567acf33654c2dac507"}""";

        assertThatCode(() -> ApiContract.checkEvent(event)).doesNotThrowAnyException();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ApiContract.checkEvent(event.replace("closure.ended", "round.closed")));
    }

    private static void passes(String path, int status, String type, String body) {
        assertThatCode(() -> check(path, status, type, body)).doesNotThrowAnyException();
    }

    private static void fails(String path, int status, String type, String body) {
        assertThatExceptionOfType(AssertionError.class)
                .as(status + " " + body)
                .isThrownBy(() -> check(path, status, type, body));
    }

    private static void check(String path, int status, String type, String body) {
        check(path, status, type, body, "\"overloaded\";r=0;t=2");
    }

    private static void check(String path, int status, String type, String body, String left) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://localhost" + path)).build();
        // as the problem says; 200 and 404 need none
        Map<String, List<String>> sent =
                Map.of("Content-Type", List.of(type), "Retry-After", List.of("2"), "RateLimit", List.of(left));
        HttpHeaders headers = HttpHeaders.of(sent, (name, value) -> true);
        ApiContract.check(request, status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
