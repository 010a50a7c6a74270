package dev.epilogue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

/** What access that is open is open to: this machine, under its own name. */
class OpenAccessTest {

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
    void whoeverCallsWithoutACredentialMayDoEverything() {
        String closure = stage.propose(stage.session());
        assertThat(stage.post("/v1/closures/" + closure + "/parking", "{'reason':'look'}")
                        .status())
                .isEqualTo(200);
        assertThat(stage.get("/actuator/info").at("/access")).isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nonsense", "Basic YTpi", "Bearer", "Bearer epk_0123456789ab_", ""})
    void aCredentialThatDoesNotStandIsNeverPassedOver(String credential) {
        Reply refused = stage.get("/v1/closures", "Authorization", credential);
        assertThat(refused.status()).as(refused.text()).isEqualTo(401);
        assertThat(refused.at("/code")).isEqualTo("unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    /** Also one that cannot be read, or of which there are two: who comes with a cookie of ours means to be somebody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-ep-wallet=nonsense",
                "__Host-ep-wallet=",
                "__Host-ep-01a20d40d2577dbc=nonsense",
                "__Host-ep-01a20d40d2577dbc=x; __Host-ep-01a20d40d2577dbd=y",
                "__Host-ep-wallet=a; __Host-ep-wallet=b",
            })
    void aCookieThatDoesNotStandIsNeverPassedOver(String cookie) {
        Reply refused = stage.get("/v1/closures", "Cookie", cookie);
        assertThat(refused.status()).as(refused.text()).isEqualTo(401);
        assertThat(stage.get("/v1/closures", "Cookie", "theme=dark").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "localhost:8080, 200",
        "LOCALHOST, 200",
        "127.0.0.1, 200",
        "[::1]:8080, 200",
        "attacker.example, 403",
        "localhost.attacker.example, 403",
        "127.0.0.1.nip.io, 403",
        "localhost:99999, 200",
        "localhost:80@attacker.example, 400",
        "10.0.0.1, 403",
        "'', 403"
    })
    void itAnswersToItsOwnNamesOnly(String host, int status) throws IOException {
        assertThat(statusFor("GET", "/v1/closures", "Host: " + host)).isEqualTo(status);
        assertThat(statusFor("GET", "/actuator/info", "Host: " + host)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/closures/preview, Sec-Fetch-Site: cross-site, 403",
        "GET, /v1/closures, Sec-Fetch-Site: cross-site, 403",
        "GET, /v1/closures, 'Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate', 403",
        "POST, /openapi.yaml, 'Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate', 403",
        "GET, /openapi.yaml, 'Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate', 200",
        "GET, /openapi.yaml, Sec-Fetch-Site: cross-site, 403",
        "GET, /v1/closures, Sec-Fetch-Site: same-origin, 200",
        "GET, /v1/closures, Sec-Fetch-Site: same-site, 200",
        "GET, /v1/closures, Sec-Fetch-Site: none, 200",
        "GET, /v1/closures, Origin: http://localhost:3000, 200",
        "GET, /v1/closures, Origin: https://attacker.example, 403",
        "GET, /v1/closures, Origin: null, 403"
    })
    void noPageOfAnotherSiteDrivesIt(String method, String path, String headers, int status) throws IOException {
        assertThat(statusFor(method, path, "Host: localhost\r\n" + headers)).isEqualTo(status);
    }

    @Test
    void itStartsOnlyWhereNobodyElseReachesIt() throws IOException {
        AccessSettings open = new AccessSettings(AccessSettings.Mode.OPEN);
        ServerProperties everywhere = new ServerProperties();
        assertThatThrownBy(() -> new Unnamed(open, everywhere)).hasMessageContaining("keys create --tenant");
        everywhere.setAddress(InetAddress.getByName("0.0.0.0"));
        assertThatThrownBy(() -> new Unnamed(open, everywhere)).hasMessageContaining("keys create --tenant");
        everywhere.setAddress(InetAddress.getByName("::1"));
        assertThat(new Unnamed(open, everywhere).caller()).isPresent();
        assertThat(new Unnamed(new AccessSettings(AccessSettings.Mode.REQUIRED), everywhere).caller())
                .isEmpty();
    }

    @Test
    void whatIsNoCallStaysNone() {
        assertThat(stage.send("OPTIONS", "/v1/closures", BodyPublishers.noBody())
                        .header("Allow"))
                .isEqualTo("GET, HEAD, POST");
        assertThat(stage.send("PUT", "/v1/closures", BodyPublishers.noBody()).status())
                .isEqualTo(405);
        assertThat(stage.send("HEAD", "/v1/closures/cancellation", BodyPublishers.noBody())
                        .status())
                .isEqualTo(404);
        assertThat(stage.send("HEAD", "/v1/signatures", BodyPublishers.noBody()).status())
                .isEqualTo(405);
        assertThat(stage.get("/v1/nothing").at("/code")).isEqualTo("not-found");
    }

    /** As browsers do and no client library lets us: with these headers and no others. */
    private static int statusFor(String method, String path, String headers) throws IOException {
        try (Socket socket =
                new Socket("127.0.0.1", URI.create(stage.epilogue().url(path)).getPort())) {
            socket.setSoTimeout(20_000);
            String request = "%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    .formatted(method, path, headers);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer.toLowerCase(Locale.ROOT)).startsWith("http/1.1 ");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }
}
