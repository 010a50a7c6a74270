package dev.epilogue.journal;

import dev.epilogue.value.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON in the form in which PostgreSQL hands out {@code jsonb}: an event looks the same wherever it comes from. */
final class JsonbText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Keys by length, then byte by byte. */
    private static final Comparator<byte[]> KEYS =
            Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned);

    private JsonbText() {}

    static String of(String json) {
        StringBuilder text = new StringBuilder(json.length() + 16);
        write(MAPPER.readTree(json), text);
        return text.toString();
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            object(node, text);
        } else if (node.isArray()) {
            array(node, text);
        } else if (node.isString()) {
            JsonString.append(node.asString(), text);
        } else {
            text.append(node);
        }
    }

    private static void object(JsonNode node, StringBuilder text) {
        text.append('{');
        String separator = "";
        Iterator<Map.Entry<String, JsonNode>> members = node.properties().stream()
                .sorted(Comparator.comparing(
                        (Map.Entry<String, JsonNode> member) -> member.getKey().getBytes(StandardCharsets.UTF_8), KEYS))
                .iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            text.append(separator);
            JsonString.append(member.getKey(), text);
            text.append(": ");
            write(member.getValue(), text);
            separator = ", ";
        }
        text.append('}');
    }

    private static void array(JsonNode node, StringBuilder text) {
        text.append('[');
        String separator = "";
        for (JsonNode element : node) {
            text.append(separator);
            write(element, text);
            separator = ", ";
        }
        text.append(']');
    }
}
