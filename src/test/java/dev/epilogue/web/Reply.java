package dev.epilogue.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer as a client sees it. */
public record Reply(int status, HttpResponse<byte[]> raw) {

    public static Reply of(HttpResponse<byte[]> raw) {
        return new Reply(raw.statusCode(), raw);
    }

    public String text() {
        return new String(raw.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(raw.body());
    }

    public List<JsonNode> lines() {
        return text().lines().map(JsonMapper.shared()::readTree).toList();
    }

    public String header(String name) {
        return raw.headers().firstValue(name).orElse(null);
    }

    public String at(String pointer) {
        JsonNode node = json().at(pointer);
        return node.isMissingNode() ? "missing" : node.asString();
    }
}
