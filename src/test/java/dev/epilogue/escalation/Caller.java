package dev.epilogue.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.ApiContract;
import dev.epilogue.testing.RunningEpilogue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls over real HTTP. */
final class Caller {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param json null: no body; single quotes stand for double ones */
    JsonNode call(RunningEpilogue service, String method, String path, String json, int status) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"')))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            ApiContract.check(
                    request,
                    answer.statusCode(),
                    answer.headers(),
                    answer.body().getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode())
                    .as(method + " " + path + ": " + answer.body())
                    .isEqualTo(status);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException failure) {
            throw new IllegalStateException(method + " " + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
