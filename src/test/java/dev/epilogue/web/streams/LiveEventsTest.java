package dev.epilogue.web.streams;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.web.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader who is there while it happens. */
@Timeout(60)
class LiveEventsTest {

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage("epilogue.web.heartbeat", "200ms");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void historyAndWhatHappensLaterComeOnceAndInOrderAndThenTheStreamEnds() throws Exception {
        String id = stage.propose(stage.session());
        try (BufferedReader stream = open(id)) {
            List<String> seen = readUntil(stream, line -> line.startsWith("id:2"));
            stage.postSigned(id, ALICE);
            seen.addAll(readUntil(stream, line -> line.equals("event:signature.accepted")));
            stage.postSigned(id, BOB);
            seen.addAll(readUntil(stream, line -> false));

            List<String> ids = values(seen, "id:");
            assertThat(ids).isEqualTo(sequence(ids.size()));
            assertThat(values(seen, "event:"))
                    .startsWith("stream.opened", "closure.proposed", "round.opened", "signature.accepted")
                    .contains("consensus.reached", "session.closed")
                    .endsWith("closure.ended");
        }
    }

    @Test
    void aQuietStreamShowsSignsOfLife() throws Exception {
        String id = stage.propose(stage.session());
        try (BufferedReader stream = open(id)) {
            readUntil(stream, line -> line.startsWith("id:2"));
            assertThat(readUntil(stream, line -> line.equals(":"))).last().isEqualTo(":");
        }
    }

    private static BufferedReader open(String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(stage.epilogue().url() + "/v1/closures/" + id + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static List<String> readUntil(BufferedReader stream, Predicate<String> last) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            lines.add(line);
            if (last.test(line)) {
                break;
            }
        }
        return lines;
    }

    private static List<String> values(List<String> lines, String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()))
                .toList();
    }

    private static List<String> sequence(int size) {
        return IntStream.range(0, size).mapToObj(String::valueOf).toList();
    }
}
