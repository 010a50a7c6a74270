package dev.epilogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.RunningEpilogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks again and again, through whatever stands between. */
class PollersTest {

    private static final Duration WAIT = Duration.ofSeconds(1);

    private static Stage stage;

    private String path;

    @BeforeAll
    static void start() {
        stage = new Stage("epilogue.pipeline.enabled", "false");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void propose() {
        path = "/v1/closures/" + stage.propose(stage.session());
    }

    /** nginx weakens what it packs, Apache and others mark it, some gather several. */
    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"1-gzip\"", "W/\"1;br\"", "\"other\", W/\"1\"", "\"1\",\"0\""})
    void waitsForAChangeHoweverTheConditionComes(String condition) {
        long began = System.nanoTime();

        Reply late = stage.get(path + "?wait=" + WAIT, "If-None-Match", condition);

        assertThat(late.status()).isEqualTo(304);
        assertThat(late.header("ETag")).isEqualTo("\"1\"");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(WAIT);
    }

    /** A proxy that caches asks without the condition, and does not know what to do with a 304. */
    @Test
    void waitsForAChangeWithoutACondition() {
        long began = System.nanoTime();

        Reply same = stage.get(path + "?seen=1&wait=" + WAIT);

        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json().at("/revision").asLong()).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(WAIT);
        CompletableFuture<Reply> changed = CompletableFuture.supplyAsync(() -> stage.get(path + "?seen=1&wait=PT30S"));
        stage.post(path + "/extension", "{'seconds':60}");
        assertThat(changed.join().json().at("/revision").asLong()).isEqualTo(2);
    }

    @Test
    void aChangeIsMadeOnTheConditionOfAPackedAnswer() {
        assertThat(stage.post(path + "/extension", "{'seconds':60}", "If-Match", "W/\"1-gzip\"")
                        .status())
                .isEqualTo(200);
        assertThat(stage.post(path + "/extension", "{'seconds':60}", "If-Match", "\"1-gzip\"")
                        .status())
                .isEqualTo(412);
    }

    /** No chunks, which HTTP/1.0 does not have. */
    @Test
    void speaksHttp10() throws IOException {
        String headers = "Host: 127.0.0.1\r\n";
        List<String> answer = http10(path + "?seen=1&wait=" + WAIT, headers);
        assertThat(answer.getFirst()).contains(" 200 ");
        assertThat(answer).noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding"));
        assertThat(answer.getLast()).startsWith("{").endsWith("}");

        List<String> unchanged = http10(path + "?wait=" + WAIT, headers + "If-None-Match: \"1\"\r\n");
        assertThat(unchanged.getFirst()).contains(" 304 ");

        stage.post(path + "/cancellation", "{'reason':'over'}");
        // what keeps the connection for other answers cannot keep it for this one
        List<String> stream = http10(path + "/events", headers + "Connection: keep-alive\r\n");
        assertThat(stream.getFirst()).contains(" 200 ");
        assertThat(stream.subList(0, stream.indexOf("")))
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("keep-alive"));
        assertThat(stream.subList(stream.indexOf(""), stream.size()))
                .allMatch(line -> line.isEmpty() || line.matches("(id|event|data|retry)?:.*"))
                .contains("event:stream.opened", "event:closure.ended");
    }

    /** Not all who speak HTTP/1.0 say to whom; with HTTP/1.1 everybody has to. */
    @Test
    void aHostNeedNotBeNamedInHttp10() throws IOException {
        String key = "Authorization: Bearer " + stage.keys().everything("default") + "\r\n";
        try (RunningEpilogue guarded = RunningEpilogue.on(stage.database())
                .with("epilogue.access.mode", "required")
                .with("epilogue.pipeline.enabled", "false")
                .start()) {
            assertThat(exchange(guarded.port(), path + " HTTP/1.0", key).getFirst())
                    .contains(" 200 ");
            assertThat(exchange(guarded.port(), path + " HTTP/1.0", "Host: evil.example\r\n" + key)
                            .getFirst())
                    .contains(" 403 ");
            assertThat(exchange(guarded.port(), path + " HTTP/1.1", "Connection: close\r\n" + key)
                            .getFirst())
                    .contains(" 403 ");
        }
    }

    private static List<String> http10(String path, String headers) throws IOException {
        return exchange(stage.epilogue().port(), path + " HTTP/1.0", headers);
    }

    /** Everything up to the end of the connection, which is the end of the answer. */
    private static List<String> exchange(int port, String target, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET %s\r\n%s\r\n".formatted(target, headers).getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return lines.lines().toList();
        }
    }
}
