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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
