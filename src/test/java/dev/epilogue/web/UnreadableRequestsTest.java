package dev.epilogue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.epilogue.testing.ApiContract;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the server cannot make a request of, byte by byte. */
class UnreadableRequestsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/closures?status=%zz" + HOST + "\r\n",
                "GET /v1/closures/%zz" + HOST + "\r\n",
                "GET /v1/closures?reference=a\\b" + HOST + "\r\n",
                "GET /v1/closures?reference=<a>" + HOST + "\r\n",
                "NONSENSE\r\n\r\n",
                "GET /v1/nodes HTTP/9.9.9\r\n\r\n",
                "GET /v1/nodes" + HOST + "no colon\r\n\r\n",
                "GET /v1/nodes HTTP/1.2\r\nHost: localhost\r\n\r\n",
                "GET /v1/nodes HTTP/3.0\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET v1/nodes" + HOST + "\r\n",
                "GET /v1/nodes#fragment" + HOST + "\r\n",
                "GET ws://localhost/v1/nodes" + HOST + "\r\n",
                "CONNECT localhost:80" + HOST + "\r\n",
                "GET /v1/nodes" + HOST + "Host: localhost\r\n\r\n",
                "GET /v1/nodes" + HOST + "Host: evil.example\r\n\r\n",
                "GET /v1/nodes HTTP/1.1\r\nHost: localhost:evil\r\n\r\n",
                "GET /v1/nodes\nHost: localhost\n\n",
                "GET /v1/nodes HTTP/1.1\nHost: localhost\n\n",
                "GET /v1/nodes HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET /v1/nodes" + HOST + "X-Nul: a\0b\r\n\r\n",
                "GET /v1/nodes" + HOST + "X-Return: a\rb\r\n\r\n",
                "\26\3\1\0\245\1\0\0\241\3\3\r\n\r\n",
                "POST /v1/closures" + HOST + JSON
                        + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "POST /v1/closures" + HOST + JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
                "POST /v1/closures" + HOST + JSON + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                "POST /v1/closures" + HOST + JSON + "Content-Length: +2\r\n\r\n{}",
                "POST /v1/closures" + HOST + JSON + "Content-Length: -1\r\n\r\n{}",
                "POST /v1/closures" + HOST + JSON + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "POST /v1/closures" + HOST + JSON + "Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "POST /v1/closures" + HOST + JSON + "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "POST /v1/closures HTTP/1.0\r\nHost: localhost\r\n" + JSON
                        + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "POST /v1/closures" + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n2;LONG\r\n{}\r\n0\r\n\r\n",
                "POST /v1/closures" + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n2;\nxx\r\n{}\r\n0\r\n\r\n",
                "POST /v1/closures" + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
                "GET /v1/nodes" + HOST + "X-Long: LONG\r\n\r\n",
                "GET /v1/closures?reference=LONG" + HOST + "\r\n",
                "POST /v1/closures" + HOST + JSON + "Content-Length: many\r\n\r\n{}",
                "POST /v1/closures" + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n",
                "POST /v1/closures" + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nxyz\r\n",
            })
    void isRefusedWithAProblem(String request) throws IOException {
        List<ILoggingEvent> log = logged(() -> {
            try (Socket socket = open()) {
                send(socket, request.replace("LONG", "x".repeat(20_000)));

                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(answer)
                        .matches("(?s)HTTP/1\\.1 4\\d\\d .*")
                        .containsIgnoringCase("content-type: application/problem+json");
                ApiContract.checkProblem(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            }
            await().atMost(SOON).until(() -> running() == 0);
        });
        assertThat(stage.get("/v1/nodes").status()).isEqualTo(200);
        assertThat(log).allSatisfy(UnreadableRequestsTest::assertNoTrace);
    }

    /** What lets somebody in stands in an address once: the code of a link that is handed over. */
    @Test
    void noneOfItIsWrittenDown() throws IOException {
        List<ILoggingEvent> log = logged(() -> {
            try (Socket socket = open()) {
                send(
                        socket,
                        "POST /v1/access/handover/ABCD-EFGH" + HOST
                                + "Authorization: Bearer epk_canary\r\nno colon\r\n\r\n");
                assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            }
        });
        assertThat(log)
                .noneMatch(event -> event.getFormattedMessage().contains("ABCD-EFGH")
                        || event.getFormattedMessage().contains("canary"));
    }

    /** By whichever of the two it is asked for. */
    @ParameterizedTest
    @CsvSource({
        "http://localhost/v1/nodes, localhost, 200",
        "http://evil.example/v1/nodes, localhost, 400",
        "http://localhost/v1/nodes, evil.example, 400",
        "http://evil.example/v1/nodes, '', 400",
        "http://evil.example/v1/nodes, evil.example, 403",
        "http://localhost:80@evil.example/v1/nodes, localhost, 400",
        "http://localhost/v1/%6eodes, localhost, 404",
    })
    void aWholeAddressIsOfThisServiceToo(String target, String host, int status) throws IOException {
        for (String version : List.of("1.0", "1.1")) {
            try (Socket socket = open()) {
                send(
                        socket,
                        "GET %s HTTP/%s\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(target, version, host));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .matches("(?s)HTTP/1\\.[01] " + status + " .*");
            }
        }
    }

    /** Whether the body comes or not, nobody knows: what follows must not be taken for it. */
    @Test
    void whoeverIsRefusedBeforeItSentItsBodyBeginsAnew() throws IOException {
        try (Socket socket = open()) {
            send(
                    socket,
                    "POST /v1/closures" + HOST + JSON
                            + "Authorization: Bearer epk_x\r\nExpect: 100-continue\r\nContent-Length: 300\r\n\r\n"
                            + "GET /v1/nodes" + HOST + "\r\n");
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers).startsWith("HTTP/1.1 401 ").containsOnlyOnce("HTTP/1.1 ");
        }
    }

    /** Requests behind one that goes on are not read without end: the socket fills up. */
    @Test
    void requestsThatNobodyAnswersYetStayWithTheirSender() throws IOException {
        try (Socket socket = open()) {
            send(socket, "GET /v1/events" + HOST + "\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            byte[] more =
                    ("GET /.well-known/jwks.json" + HOST + "\r\n").repeat(500).getBytes(StandardCharsets.US_ASCII);
            AtomicLong sent = new AtomicLong();
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write(more);
                        sent.addAndGet(more.length);
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            });
            AtomicLong before = new AtomicLong(-1);
            await().atMost(SOON)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isLessThan(32_000_000);
            assertThat(stage.get("/v1/nodes").status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatBreaksOffIsNoNews() throws IOException {
        List<ILoggingEvent> log = logged(() -> {
            for (String framing :
                    new String[] {"Content-Length: 1000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"}) {
                try (Socket socket = open()) {
                    send(socket, "POST /v1/closures" + HOST + JSON + framing);
                    await().atMost(SOON).until(() -> running() > 0);
                }
                await().atMost(SOON).until(() -> running() == 0);
            }
        });
        assertThat(log).allSatisfy(UnreadableRequestsTest::assertNoTrace);
        assertThat(log).noneMatch(event -> event.getFormattedMessage().length() > 300);
    }

    private static void assertNoTrace(ILoggingEvent event) {
        assertThat(event.getThrowableProxy()).as(event.getFormattedMessage()).isNull();
    }

    private interface Calls {
        void make() throws IOException;
    }

    private static List<ILoggingEvent> logged(Calls calls) throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            calls.make();
        } finally {
            root.detachAppender(log);
        }
        return List.copyOf(log.list);
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

    private static int running() {
        return stage.epilogue().bean(MeterRegistry.class).find("http.server.requests.active").longTaskTimers().stream()
                .mapToInt(LongTaskTimer::activeTasks)
                .sum();
    }
}
