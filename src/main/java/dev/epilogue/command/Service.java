package dev.epilogue.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A running service, for commands that ask one. A credential is never an argument: those are seen by everybody on the machine. */
final class Service {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_FAILURE = 400;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:EPILOGUE_URL:-http://localhost:8080}",
            description = "where the service is (default: EPILOGUE_URL, else http://localhost:8080)")
    private @Nullable URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "holds an API key or a token, alone (default: what EPILOGUE_KEY says; none for the sandbox)")
    private @Nullable Path keyFile;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "in whose name an operator asks; a key of a tenant needs no name")
    private @Nullable String tenant;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    JsonNode get(String path) {
        HttpRequest request = request(path)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .GET()
                .build();
        return json(send(request, BodyHandlers.ofString()));
    }

    /** Under an idempotency key of its own, so that who asks again after silence asks for the same. */
    JsonNode post(String path, Object body) {
        HttpRequest request = request(path)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(Talk.JSON.writeValueAsString(body)))
                .build();
        return json(send(request, BodyHandlers.ofString()));
    }

    /** With the credential, if there is one. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(Objects.requireNonNull(url).toString().replaceFirst("/+$", "") + path));
        key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        if (tenant != null) {
            request.header("Epilogue-Tenant", tenant);
        }
        return request;
    }

    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> reader) {
        try {
            return http.send(request, reader);
        } catch (IOException silence) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "%s does not answer (%s)".formatted(url, silence.getClass().getSimpleName()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNREACHABLE, "interrupted");
        }
    }

    private Optional<String> key() {
        if (keyFile == null) {
            return Optional.ofNullable(System.getenv("EPILOGUE_KEY")).map(String::strip);
        }
        try {
            return Optional.of(Files.readString(keyFile, StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be read: " + keyFile);
        }
    }

    JsonNode json(HttpResponse<String> answer) {
        JsonNode body = body(answer.body());
        if (answer.statusCode() < FIRST_FAILURE) {
            return body;
        }
        throw refusal(answer.statusCode(), body);
    }

    private static JsonNode body(String text) {
        try {
            return Talk.JSON.readTree(text);
        } catch (JacksonException noJson) {
            return Talk.JSON.nullNode();
        }
    }

    /** What the service's own problem says; somebody else's page in between says only its number. */
    CommandFailure refusal(int status, JsonNode problem) {
        int code = status == TOO_MANY || status >= UNAVAILABLE ? ExitCode.UNREACHABLE : ExitCode.REFUSED;
        String name = problem.path("code").stringValue(null);
        return name == null
                ? new CommandFailure(code, "%s answered %d".formatted(url, status))
                : new CommandFailure(
                        code, "%s: %s".formatted(name, problem.path("detail").asString("")), name);
    }
}
