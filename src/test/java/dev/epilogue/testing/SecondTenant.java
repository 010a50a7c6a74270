package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.credential.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Plays the same applications as whoever the test is about, and must never see anything of it. */
final class SecondTenant {

    private static final String NAME = "second-tenant";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String key;
    private final List<JsonNode> hidden = new CopyOnWriteArrayList<>();

    private SecondTenant(String key) {
        this.key = key;
    }

    /** @param database before any service runs on it, or while one does */
    static SecondTenant in(TestDatabase database) {
        TestKeys keys = TestKeys.in(database).tenant(NAME, Map.of("*", Set.of("*")));
        return new SecondTenant(keys.everything(NAME));
    }

    /** @return the closure's id */
    String mustNotSee(JsonNode closure) {
        hidden.add(closure);
        return closure.path("id").asString();
    }

    /** When all is over; a service that does not answer any more shows nothing either. */
    void look(URI service) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (JsonNode closure : hidden) {
                String id = closure.path("id").asString();
                paths(closure)
                        .forEach(path ->
                                assertThat(seen(client, service, path)).as(path).doesNotContain(id));
            }
        }
    }

    private static Stream<String> paths(JsonNode closure) {
        String own = "/v1/closures/" + closure.path("id").asString();
        return Stream.of(
                own + "/timeline",
                own + "/explanation",
                own + "/certificate",
                "/v1/closures?sessionId=" + closure.path("sessionId").asString());
    }

    /** The body, where there was something to see. */
    private String seen(HttpClient client, URI service, String path) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() < 300 ? answer.body() : "";
        } catch (IOException gone) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
