package dev.epilogue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.testing.ApiContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Callers that send nothing, or little by little, byte by byte, or take nothing. */
@Tag("database")
class SlowCallersTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage(
                "epilogue.web.deadlines.head", "PT1S",
                "epilogue.web.deadlines.body", "PT1S",
                "epilogue.web.deadlines.lines", "PT2S",
                "epilogue.web.deadlines.idle", "PT3S",
                "epilogue.web.deadlines.answer", "PT2S");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void halfABodyIsAwaitedForAWhile() throws IOException {
        for (String framing : new String[] {
            "Content-Length: 1000\r\n\r\n{\"sessionId\"", "Transfer-Encoding: chunked\r\n\r\nc\r\n{\"sessionId\"\r\n"
        }) {
            try (Socket socket = open()) {
                send(socket, "POST /v1/closures" + HOST + JSON + framing);
                assertThat(problem(rest(socket), 408)).contains("\"code\":\"request-timeout\"");
            }
        }
    }

    /** Nobody reads the body of a call that is refused; its connection does not wait for it either. */
    @Test
    void theRestOfARefusedBodyIsNotAwaitedForEver() throws IOException {
        try (Socket socket = open()) {
            send(
                    socket,
                    "POST /v1/closures" + HOST + JSON
                            + "Authorization: Bearer epk_nobody\r\nContent-Length: 1000\r\n\r\n{\"sessionId\"");
            assertThat(problem(rest(socket), 401)).contains("\"code\":\"unauthenticated\"");
        }
    }

    @Test
    void headersThatTrickleAreAwaitedForAWhile() throws IOException {
        try (Socket socket = open()) {
            String head = "GET /v1/nodes" + HOST + "X-Slow: " + "x".repeat(4_000);
            InputStream answer = socket.getInputStream();
            AtomicInteger sent = new AtomicInteger();
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> {
                        if (answer.available() == 0) {
                            send(socket, head.substring(sent.get(), sent.incrementAndGet()));
                        }
                        return answer.available() > 0;
                    });
            String told = restOrReset(socket);
            assertThat(told.isEmpty() || problem(told, 408).contains("\"code\":\"request-timeout\""))
                    .as(told)
                    .isTrue();
        }
    }

    /** Half of it comes once the first is answered. */
    @Test
    void theSecondRequestOfAConnectionHasAsLong() throws IOException {
        try (Socket socket = open()) {
            send(socket, "GET /.well-known/jwks.json" + HOST + "\r\n");
            InputStream answers = socket.getInputStream();
            StringBuilder first = new StringBuilder();
            await().atMost(SOON).until(() -> {
                first.append(new String(answers.readNBytes(answers.available()), StandardCharsets.ISO_8859_1));
                return first.toString().endsWith("}");
            });
            assertThat(first).startsWith("HTTP/1.1 200");

            send(socket, "GET /v1/nodes HTTP/1.1\r\nHost");
            assertThat(problem(rest(socket), 408)).contains("\"code\":\"request-timeout\"");
        }
    }

    /** It came along with the first: nobody had to wait for more bytes to see it. */
    @Test
    void halfARequestBehindAWholeOneHasAsLong() throws IOException {
        try (Socket socket = open()) {
            send(socket, "GET /.well-known/jwks.json" + HOST + "\r\nGET /v1/nodes HTTP/1.1\r\nHost");
            String answers = rest(socket);
            assertThat(answers).startsWith("HTTP/1.1 200");
            assertThat(problem(answers.substring(answers.lastIndexOf("HTTP/1.1 ")), 408))
                    .contains("\"code\":\"request-timeout\"");
        }
    }

    /** Lines that keep coming, none of them saying anything. */
    @Test
    void aStreamOfSignaturesEndsSomeTime() throws IOException {
        try (Socket socket = open()) {
            send(
                    socket,
                    "POST /v1/signatures" + HOST
                            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
            InputStream answer = socket.getInputStream();
            StringBuilder told = new StringBuilder();
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> {
                        told.append(new String(answer.readNBytes(answer.available()), StandardCharsets.ISO_8859_1));
                        if (!told.toString().contains("request-timeout")) {
                            send(socket, "1\r\n\n\r\n");
                        }
                        return told.toString().contains("request-timeout");
                    });
            assertThat(told).startsWith("HTTP/1.1 200").contains("within 2 seconds");
        }
    }

    @Test
    void connectionsWithoutARequestEnd() throws IOException {
        try (Socket fresh = open();
                Socket used = open()) {
            send(used, "GET /.well-known/jwks.json" + HOST + "\r\n");
            assertThat(rest(used)).startsWith("HTTP/1.1 200");
            assertThat(rest(fresh)).isEmpty();
        }
    }

    /** More than the sockets on the way take. */
    @Test
    void answersThatNobodyTakesAreNotKeptForEver() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(8_192);
            socket.connect(new InetSocketAddress("127.0.0.1", stage.epilogue().port()));
            send(socket, ("GET /openapi.yaml" + HOST + "\r\n").repeat(200));
            await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
                try {
                    send(socket, "\r\n");
                    return false;
                } catch (SocketException closed) {
                    return true;
                }
            });
        }
    }

    /** Whoever waits for the service is not slow. */
    @Test
    void aLongAnswerIsNotCutShort() throws IOException {
        String closure = stage.propose(stage.session());
        Reply waited = stage.post("/v1/closures/" + closure + "/finalization?wait=PT5S", "{}");
        assertThat(waited.status()).isEqualTo(202);
    }

    private static String problem(String answer, int status) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        ApiContract.checkProblem(body);
        return body;
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", stage.epilogue().port());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** A socket that is closed while bytes for it are under way is reset, and what was written last may be lost. */
    private static String restOrReset(Socket socket) throws IOException {
        try {
            return rest(socket);
        } catch (SocketException reset) {
            return "";
        }
    }

    /** Everything until the other side closes. */
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
