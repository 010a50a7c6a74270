package dev.epilogue.web.streams;

import dev.epilogue.sandbox.Api;
import dev.epilogue.testing.RunningEpilogue;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Events caught up with as JSON. */
record EventPage(List<String> events, String position, boolean reset) {

    static EventPage of(RunningEpilogue instance, String path) {
        Api api = new Api(URI.create(instance.url()));
        JsonNode body = api.send(api.request(path)
                        .header("Accept", "application/json")
                        .GET()
                        .build())
                .ok();
        return new EventPage(
                body.get("events")
                        .valueStream()
                        .map(event -> event.get("type").stringValue())
                        .toList(),
                body.get("position").stringValue(),
                body.get("reset").booleanValue());
    }
}
