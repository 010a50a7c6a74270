package dev.epilogue.command;

import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A tenant's events at a running service: as a stream, page by page, and one by its id. */
final class TenantEvents {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int PAGE = 200;

    private final Service service;
    private final String types;

    /** @param types null: all of them */
    TenantEvents(Service service, @Nullable List<String> types) {
        this.service = service;
        this.types = types == null
                ? ""
                : "types=" + types.stream().map(TenantEvents::encoded).collect(Collectors.joining(","));
    }

    /** From a place on; without one from now on. */
    EventStream stream(ListenPlace place) {
        HttpRequest request = request("/v1/events?", place)
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> answer = service.send(request, BodyHandlers.ofInputStream());
        EventStream stream = new EventStream(answer.body());
        if (answer.statusCode() != 200) {
            stream.close();
            throw service.refusal(answer.statusCode(), Talk.JSON.nullNode());
        }
        return stream;
    }

    JsonNode page(ListenPlace place) {
        return service.json(service.send(
                request("/v1/events?limit=" + PAGE + "&", place)
                        .timeout(ANSWER)
                        .header("Accept", "application/json")
                        .build(),
                BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path, ListenPlace place) {
        HttpRequest.Builder request = service.request(path + types).GET();
        return place.position() == null ? request : request.header("Last-Event-ID", place.position());
    }

    /** @throws IllegalArgumentException where no event can have such an id */
    JsonNode event(String id) {
        String[] parts = id.split("/", -1);
        if (parts.length != 2 || !parts[0].matches("[0-9a-f-]{36}") || !parts[1].matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("no event's id: " + id);
        }
        long number = Long.parseLong(parts[1]);
        JsonNode events = service.get("/v1/closures/%s/timeline?limit=1&after=%d".formatted(parts[0], number - 1))
                .path("events");
        if (events.isEmpty() || !events.get(0).path("id").asString().equals(id)) {
            throw new CommandFailure(ExitCode.REFUSED, "there is no such event any more: " + id);
        }
        return events.get(0);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
