package dev.epilogue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.credential.participant.SignInSettings;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.web.http.WebSettings;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

/** A service at https://close.example, with one tenant whose pages are at https://casino.example. */
class BrowserGuardTest {

    private static final String CASINO = "https://casino.example";

    private static final Binder SETTINGS = new Binder(new MapConfigurationPropertySource(Map.of(
            "epilogue.web.public-origin", "https://close.example",
            "epilogue.web.hosts", "epilogue.inside")));

    private final BrowserGuard guard = new BrowserGuard(new Origins(
            SETTINGS.bindOrCreate("epilogue.web", WebSettings.class),
            SETTINGS.bindOrCreate("epilogue.access.sign-in", SignInSettings.class),
            origin -> Mono.just(origin.equals(CASINO))));

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "close.example, true",
        "CLOSE.example:8443, true",
        "epilogue.inside:8080, true",
        "localhost:1234, true",
        "127.0.0.1, true",
        "[::1]:8080, true",
        "evil.example, false",
        "close.example.evil.example, false",
        "127.0.0.1.nip.io, false",
        "localhost:80@evil.example, false",
        "localhost:evil.example, false",
        "[::1]evil.example, false",
        "10.0.0.1, false",
        "'', false"
    })
    void itAnswersToItsOwnNamesOnly(String host, boolean answers) {
        Passed passed = pass(MockServerHttpRequest.get("/v1/closures").header("Host", host));
        assertThat(passed.code()).isEqualTo(answers ? "passed" : "origin-refused");
        assertThat(pass(MockServerHttpRequest.get("/actuator/health/readiness").header("Host", host))
                        .code())
                .isEqualTo("passed");
    }

    /** Proxies and services that differ in which of them they read see two calls. */
    @ParameterizedTest
    @CsvSource({
        "Host, close.example, close.example",
        "Host, close.example, evil.example",
        "Origin, https://close.example, https://evil.example",
        "Content-Type, application/json, text/plain",
        "Sec-Fetch-Site, same-origin, cross-site",
    })
    void whatDecidesIsSaidOnce(String name, String one, String other) {
        MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.post("/v1/closures");
        if (!name.equals("Host")) {
            request.header("Host", "close.example");
        }
        assertThat(pass(request.header(name, one, other)).code()).isEqualTo("invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "access_token", "Access_Token"})
    void noTokenIsEverReadFromAnAddress(String name) {
        Passed passed = pass(MockServerHttpRequest.get("/v1/closures?" + name + "=epl_secret")
                .header("Host", "close.example"));
        assertThat(passed.code()).isEqualTo("unknown-member");
        assertThat(passed.detail()).doesNotContain("epl_secret");
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
    @CsvSource(nullValues = "-", textBlock = """
                    POST,   -,                     -,           -,                -,      passed
                    POST,   -,                     -,           application/json, -,      passed
                    POST,   -,                     -,           text/plain,       -,      unsupported-media-type
                    POST,   -,                     -,           application/json, cookie, origin-refused
                    POST,   -,                     same-origin, application/json, cookie, passed
                    POST,   -,                     same-origin, text/plain,       cookie, unsupported-media-type
                    POST,   -,                     same-origin, -,                cookie, unsupported-media-type
                    POST,   https://close.example, same-origin, application/json, cookie, passed
                    POST,   https://close.example, -,           application/json, cookie, passed
                    POST,   https://casino.example, cross-site, application/json, -,      passed
                    POST,   https://casino.example, cross-site, text/plain,       -,      unsupported-media-type
                    POST,   https://casino.example, cross-site, -,                -,      unsupported-media-type
                    POST,   https://evil.example,  cross-site,  application/json, -,      origin-refused
                    POST,   https://evil.example,  cross-site,  -,                -,      origin-refused
                    POST,   null,                  cross-site,  -,                cookie, origin-refused
                    POST,   -,                     cross-site,  application/json, cookie, origin-refused
                    POST,   -,                     same-site,   application/json, cookie, origin-refused
                    PATCH,  https://evil.example,  cross-site,  application/json, -,      origin-refused
                    DELETE, https://evil.example,  cross-site,  -,                -,      origin-refused
                    DELETE, -,                     same-origin, -,                cookie, passed
                    DELETE, -,                     -,           -,                cookie, origin-refused
                    GET,    https://evil.example,  cross-site,  -,                -,      passed
                    GET,    -,                     cross-site,  -,                -,      passed
                    """)
    void nothingIsChangedByAPageThatIsNotOursNorATenants(
            String method, String origin, String site, String contentType, String cookie, String outcome) {
        MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.method(
                        HttpMethod.valueOf(method), "/v1/closures/x/parking")
                .header("Host", "close.example");
        header(request, "Origin", origin);
        header(request, "Sec-Fetch-Site", site);
        header(request, "Content-Type", contentType);
        header(request, "Cookie", cookie == null ? null : "__Host-ep-wallet=x");

        assertThat(pass(request).code()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} asks for {1}")
    @CsvSource({
        "https://casino.example, POST, 204",
        "https://casino.example, DELETE, 204",
        "https://close.example, POST, 204",
        "https://evil.example, POST, 403",
        "https://evil.example, GET, 403",
        "http://casino.example, POST, 403",
        "https://casino.example.evil.example, POST, 403",
        "null, POST, 403"
    })
    void aPreflightIsAnsweredForListedOriginsOnly(String origin, String method, int status) {
        Passed passed = pass(MockServerHttpRequest.options("/v1/closures")
                .header("Host", "epilogue.inside")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method));

        HttpHeaders headers = passed.headers();
        if (status == 204) {
            assertThat(passed.code()).isEqualTo("answered");
            assertThat(headers.getAccessControlAllowOrigin()).isEqualTo(origin);
            assertThat(headers.getAccessControlAllowCredentials()).isTrue();
            assertThat(headers.getAccessControlAllowMethods()).contains(HttpMethod.POST, HttpMethod.DELETE);
            assertThat(headers.getAccessControlAllowHeaders()).contains("Authorization", "Idempotency-Key");
        } else {
            assertThat(passed.code()).isEqualTo("origin-refused");
            assertThat(headers.headerNames()).noneMatch(name -> name.startsWith("Access-Control"));
        }
    }

    @Test
    void listedPagesSeeWhatTheyNeedAndOthersNothing() {
        Passed casinos = pass(MockServerHttpRequest.get("/v1/closures")
                .header("Host", "close.example")
                .header("Origin", CASINO));
        assertThat(casinos.headers().getAccessControlAllowOrigin()).isEqualTo(CASINO);
        assertThat(casinos.headers().getAccessControlExposeHeaders())
                .contains("Location", "ETag", "Idempotent-Replayed", "Retry-After", "RateLimit", "RateLimit-Policy");
        assertThat(casinos.headers().getVary()).contains("Origin");

        Passed strangers = pass(MockServerHttpRequest.get("/v1/closures")
                .header("Host", "close.example")
                .header("Origin", "https://evil.example"));
        assertThat(strangers.headers().headerNames()).noneMatch(name -> name.startsWith("Access-Control"));
        assertThat(strangers.headers().getVary()).contains("Origin");
    }

    private static void header(MockServerHttpRequest.BodyBuilder request, String name, String value) {
        if (value != null) {
            request.header(name, value);
        }
    }

    /** @param code of the problem; what became of the request where there is none */
    private record Passed(String code, String detail, HttpHeaders headers) {}

    private Passed pass(MockServerHttpRequest.BaseBuilder<?> request) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        AtomicBoolean through = new AtomicBoolean();
        try {
            guard.filter(exchange, onward -> Mono.fromRunnable(() -> through.set(true)))
                    .block();
        } catch (ProblemException refused) {
            return new Passed(
                    refused.problem().code().wireName(),
                    refused.problem().detail(),
                    exchange.getResponse().getHeaders());
        }
        return new Passed(
                through.get() ? "passed" : "answered",
                "",
                exchange.getResponse().getHeaders());
    }
}
