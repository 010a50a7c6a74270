package dev.epilogue.sandbox;

import dev.epilogue.testing.ApiContract;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** The REST API as any HTTP client sees it. Blocks. */
public final class Api {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI service;

    public Api(URI service) {
        this.service = service;
    }

    /** @param body null-valued where the answer has none */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        /** @throws IllegalStateException where the status is another one */
        public JsonNode expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException("expected " + wanted + ": " + status + " " + body);
            }
            return body;
        }

        /** @throws IllegalStateException where status or problem code are others */
        public JsonNode expect(int wanted, String code) {
            if (!code.equals(expect(wanted).path("code").asString())) {
                throw new IllegalStateException("expected " + code + ": " + body);
            }
            return body;
        }

        /** @throws IllegalStateException with the problem, when it is one */
        public JsonNode ok() {
            if (status >= 300) {
                throw new IllegalStateException(status + " " + body);
            }
            return body;
        }
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    public Answer post(String path, Object body) {
        return postText(path, JSON.writeValueAsString(body));
    }

    public Answer postText(String path, String body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(
                headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).timeout(PATIENCE);
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            String body = response.body();
            ApiContract.check(
                    request, response.statusCode(), response.headers(), body.getBytes(StandardCharsets.UTF_8));
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json") && !type.contains("ndjson"))
                    .isPresent();
            return new Answer(
                    response.statusCode(), json && !body.isBlank() ? JSON.readTree(body) : JSON.nullNode(), response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
