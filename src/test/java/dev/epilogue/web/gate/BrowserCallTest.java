package dev.epilogue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** What browsers and programs send, and what it shows. */
class BrowserCallTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(nullValues = "-", textBlock = """
                    https://close.example,       same-origin, false
                    https://close.example,       -,           false
                    -,                           same-origin, false
                    -,                           none,        false
                    -,                           -,           false
                    https://evil.example,        cross-site,  true
                    https://evil.example,        -,           true
                    https://evil.close.example,  same-site,   true
                    https://close.example.evil,  -,           true
                    https://close.example:8443,  -,           true
                    null,                        cross-site,  true
                    null,                        -,           true
                    -,                           cross-site,  true
                    -,                           same-site,   true
                    -,                           surprise,    true
                    """)
    void aPageOfAnotherOriginIsKnownByWhatItCannotLeaveOut(String origin, String site, boolean foreign) {
        assertThat(call(HttpMethod.POST, origin, site, "application/json", false)
                        .foreign())
                .isEqualTo(foreign);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "application/json, true",
        "application/json;charset=UTF-8, true",
        "application/x-ndjson, true",
        "application/merge-patch+json, true",
        "text/plain, false",
        "text/plain;a=application/json, false",
        "application/x-www-form-urlencoded, false",
        "multipart/form-data;boundary=x, false",
        "text/json, false",
        "application/*, false",
        "*/*, false",
        "nonsense, false",
    })
    void noFormCanSendWhatChangesAnything(String contentType, boolean deliberate) {
        assertThat(call(HttpMethod.POST, null, null, contentType, false).deliberate())
                .isEqualTo(deliberate);
    }

    @Test
    void aProgramMayLeaveTheTypeOfNoBodyOutAndABrowserMayNot() {
        assertThat(call(HttpMethod.POST, null, null, null, false).deliberate()).isTrue();
        assertThat(call(HttpMethod.POST, "https://close.example", null, null, false)
                        .deliberate())
                .isFalse();
        assertThat(call(HttpMethod.POST, null, "same-origin", null, false).deliberate())
                .isFalse();
        assertThat(call(HttpMethod.POST, null, null, null, true).deliberate()).isFalse();
        assertThat(call(HttpMethod.DELETE, null, "same-origin", null, true).deliberate())
                .isTrue();
    }

    @Test
    void aCookieAloneDoesNotShowThatAPageOfOursSentIt() {
        assertThat(call(HttpMethod.POST, null, null, "application/json", true).unexplained())
                .isTrue();
        assertThat(call(HttpMethod.POST, null, "same-origin", "application/json", true)
                        .unexplained())
                .isFalse();
        assertThat(call(HttpMethod.POST, "https://close.example", null, "application/json", true)
                        .unexplained())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "close.example:443, close.example",
        "close.example:, close.example",
        "[::1]:8080, [::1]",
        "CLOSE.example, close.example",
        "[::1, [::1",
        "close.example:evil, close.example:evil",
        "close.example:80@evil.example, close.example:80@evil.example",
        "[::1]evil.example, [::1]evil.example",
        "close.example/evil.example, close.example/evil.example",
    })
    void aNameIsReadWithoutItsPort(String host, String name) {
        MockServerHttpRequest request =
                MockServerHttpRequest.get("/").header("Host", host).build();
        assertThat(BrowserCall.of(request).hostName()).isEqualTo(name);
    }

    private static BrowserCall call(HttpMethod method, String origin, String site, String contentType, boolean cookie) {
        return new BrowserCall(method, "close.example", origin, site, contentType, true, cookie);
    }
}
