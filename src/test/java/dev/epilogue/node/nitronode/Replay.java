package dev.epilogue.node.nitronode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The recorded conversations with a real Nitronode, as questions and the answers that they got. A question that was asked several
 * times has its last answer, unless a test takes the exchanges one by one.
 */
final class Replay {

    /** @param answer as recorded */
    record Exchange(String scenario, JsonNode question, JsonNode answer) {
        String method() {
            return question.get(2).stringValue();
        }

        JsonNode asked() {
            return question.get(3);
        }

        JsonNode answered() {
            return answer.get(3);
        }

        boolean refused() {
            return answer.get(0).intValue() == 4;
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Exchange> exchanges = new ArrayList<>();

    private Replay() {
        Map<String, JsonNode> open = new HashMap<>();
        for (String line : lines()) {
            JsonNode entry = JSON.readTree(line);
            if (!entry.has("frame")) {
                continue;
            }
            JsonNode frame = frame(entry.get("frame").stringValue());
            if (frame == null) {
                continue;
            }
            String connection = entry.get("scenario").stringValue() + "/"
                    + entry.get("conn").stringValue() + "/" + frame.get(1) + frame.get(2);
            if ("send".equals(entry.get("dir").stringValue())) {
                open.put(connection, frame);
            } else if (open.get(connection) != null) {
                JsonNode question = open.remove(connection);
                exchanges.add(new Exchange(entry.get("scenario").stringValue(), question, frame));
            }
        }
    }

    static JsonNode parse(String text) {
        return JSON.readTree(text);
    }

    static Replay load() {
        return new Replay();
    }

    List<Exchange> exchanges(String method) {
        return exchanges.stream()
                .filter(exchange -> exchange.method().equals(method))
                .toList();
    }

    /** The recorded answer to the same question, under the id of this frame. */
    Optional<String> answer(String frame) {
        JsonNode question = JSON.readTree(frame);
        return exchanges(question.get(2).stringValue()).stream()
                .filter(exchange -> exchange.asked().equals(question.get(3)))
                .reduce((earlier, later) -> later)
                .map(exchange -> withId(exchange.answer(), question.get(1)));
    }

    static String withId(JsonNode answer, JsonNode id) {
        ArrayNode copy = answer.deepCopy().asArray();
        copy.set(1, id);
        return JSON.writeValueAsString(copy);
    }

    private static JsonNode frame(String text) {
        try {
            JsonNode frame = JSON.readTree(text);
            boolean envelope = frame.isArray()
                    && frame.size() == 5
                    && frame.get(0).isInt()
                    && frame.get(2).isString();
            return envelope ? frame : null;
        } catch (JacksonException garbageOnPurpose) {
            return null;
        }
    }

    private static List<String> lines() {
        try (InputStream recording = Replay.class.getResourceAsStream("/recordings/nitronode-v1-live.jsonl")) {
            return new String(recording.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
