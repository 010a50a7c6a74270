package dev.epilogue.testing;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.epilogue.web.contract.Contract;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds every answer that a test gets against the published contract, whatever the test is about: a status, a form or a member
 * that the contract does not name fails the test.
 */
public final class ApiContract {

    private static final String PLACE = "https://contract.test/openapi";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROBLEM = "/components/schemas/Problem";

    /** Read once: the first validation takes seconds. */
    private static final ApiContract PUBLISHED = new ApiContract(ClosedContract.of(Contract.document()));

    private final Map<String, Object> document;
    private final SchemaRegistry registry;
    private final List<Call> calls;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** @param pattern of the path, whose variables are {@code parameters} in number */
    private record Call(Pattern pattern, String template, int parameters) {}

    private ApiContract(Map<String, Object> document) {
        this.document = document;
        String json = JSON.writeValueAsString(document);
        this.registry = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(PLACE, json))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        this.calls = ClosedContract.at(document, "paths").keySet().stream()
                .map(ApiContract::call)
                .sorted(Comparator.comparing(Call::parameters))
                .toList();
    }

    private static Call call(String template) {
        String[] parts = template.split("\\{[^}]*}", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            regex.append("[^/]+").append(Pattern.quote(parts[i]));
        }
        return new Call(Pattern.compile(regex.toString()), template, parts.length - 1);
    }

    public static void check(HttpRequest request, int status, HttpHeaders headers, byte[] body) {
        PUBLISHED.check(
                request.method(),
                request.uri().getRawPath(),
                status,
                headers.firstValue("Content-Type").orElse(null),
                body);
        if (status == 429 || status == 503) {
            requireTold(request.method() + " " + request.uri().getRawPath() + " " + status, headers, body);
        }
    }

    private static final String RATE_LIMIT = "\"[a-z-]+\";r=\\d+;t=\\d+";

    /** Whoever is sent away for a while is told for how long, in the head as in the document; and by what, where a bucket is empty. */
    private static void requireTold(String what, HttpHeaders headers, byte[] body) {
        String after = headers.firstValue("Retry-After").orElse("");
        require(after.matches("[1-9][0-9]*"), what + ": Retry-After is '" + after + "'");
        if (body.length > 0) {
            JsonNode document = JSON.readTree(body);
            require(document.path("retryAfter").asString("").equals(after), what + ": retryAfter is not " + after);
            String limit = document.path("limit").asString("");
            String left = headers.firstValue("RateLimit").orElse("");
            require(left.startsWith('"' + limit) && left.matches(RATE_LIMIT), what + ": RateLimit is '" + left + "'");
        }
    }

    /** Of the data of one server-sent event. */
    public static void checkEvent(String data) {
        PUBLISHED.hold("an event", "/components/schemas/Event", data);
    }

    public static void checkProblem(String document) {
        PUBLISHED.hold("a problem", PROBLEM, document);
    }

    private void check(String method, String path, int status, @Nullable String contentType, byte[] body) {
        String what = method + " " + path + " " + status;
        Optional<Map<String, Object>> call = operation(method, path);
        boolean anywhere = call.isEmpty() || status == 405 || status == 414 || status == 431;
        if (anywhere) {
            if (status >= 400 && path.startsWith("/v1/")) {
                problem(what, contentType, body);
            }
            return;
        }
        Map<String, Object> response = response(what, call.get(), status);
        Map<String, Object> content = ClosedContract.at(response, "content");
        if (content.isEmpty() || method.equals("HEAD")) {
            require(body.length == 0, what + ": a body that the contract does not have");
            return;
        }
        String type = contentType == null ? "none" : contentType.split(";", 2)[0].trim();
        require(content.containsKey(type), what + ": the contract has no " + type);
        answer(what, ClosedContract.pointer(ClosedContract.at(content, type, "schema")), type, body);
    }

    private void answer(String what, @Nullable String pointer, String type, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (pointer == null) {
            require(!text.isEmpty(), what + ": nothing");
        } else if (type.equals("application/x-ndjson")) {
            text.lines().forEach(line -> hold(what, pointer, line));
        } else if (type.equals("text/event-stream")) {
            text.lines()
                    .filter(line -> line.startsWith("data:"))
                    .forEach(line -> hold(what, pointer, line.substring("data:".length())));
        } else {
            hold(what, pointer, text);
        }
    }

    private void problem(String what, @Nullable String contentType, byte[] body) {
        require("application/problem+json".equals(contentType), what + ": no problem document but " + contentType);
        if (!what.startsWith("HEAD ")) {
            hold(what, PROBLEM, new String(body, StandardCharsets.UTF_8));
        }
    }

    private Optional<Map<String, Object>> operation(String method, String path) {
        return calls.stream()
                .filter(call -> call.pattern().matcher(path).matches())
                .findFirst()
                .map(call -> ClosedContract.at(document, "paths", call.template(), method.toLowerCase()))
                .filter(operation -> !operation.isEmpty());
    }

    private Map<String, Object> response(String what, Map<String, Object> operation, int status) {
        Map<String, Object> response = ClosedContract.at(operation, "responses", String.valueOf(status));
        require(!response.isEmpty(), what + ": the contract does not name this status");
        return ClosedContract.resolved(document, response);
    }

    private void hold(String what, String pointer, String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException unreadable) {
            throw new AssertionError(what + ": no JSON: " + text, unreadable);
        }
        List<Error> errors = schemas.computeIfAbsent(
                        pointer, at -> registry.getSchema(SchemaLocation.of(PLACE + "#" + at)))
                .validate(json);
        require(
                errors.isEmpty(),
                "%s: not as the contract says (%s)%n%s%n%s"
                        .formatted(
                                what,
                                pointer,
                                String.join(
                                        "\n",
                                        errors.stream().map(Error::toString).toList()),
                                text));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
