package dev.epilogue.sandbox.nitronode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One scenario of the recorded conversations: its head and its steps in order. */
record Recording(String scenario, JsonNode head, List<Step> steps) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern SIZE = Pattern.compile("size of that frame: (\\d+) bytes");
    private static final String SHORTENED = "xxx…";

    sealed interface Step {}

    record Send(String connection, String frame) implements Step {}

    record Receive(String connection, String frame) implements Step {}

    /** @param chain what a transaction or a read of the chain did, or a missing node */
    record Note(String text, JsonNode chain) implements Step {}

    /** A request and the recorded answer to it. */
    record Exchange(String method, JsonNode request, JsonNode answer, boolean accepted) {}

    static List<Recording> all() {
        Map<String, Recording> all = new LinkedHashMap<>();
        for (String line : lines()) {
            JsonNode node = JSON.readTree(line);
            String scenario = node.get("scenario").stringValue();
            if (node.has("about")) {
                all.put(scenario, new Recording(scenario, node, new ArrayList<>()));
            } else {
                all.get(scenario).add(node);
            }
        }
        return List.copyOf(all.values());
    }

    private static List<String> lines() {
        var stream = Recording.class.getResourceAsStream("/recordings/nitronode-v1-live.jsonl");
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.readAllLines();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(JsonNode node) {
        if (node.has("note")) {
            String note = node.get("note").stringValue();
            Matcher size = SIZE.matcher(note);
            if (size.matches() && steps.getLast() instanceof Send shortened) {
                steps.set(steps.size() - 1, padded(shortened, Integer.parseInt(size.group(1))));
            }
            steps.add(new Note(note, node.path("chain")));
        } else if (node.get("dir").stringValue().equals("send")) {
            steps.add(new Send(node.get("conn").stringValue(), node.get("frame").stringValue()));
        } else {
            steps.add(new Receive(
                    node.get("conn").stringValue(), node.get("frame").stringValue()));
        }
    }

    private static Send padded(Send shortened, int size) {
        int pad = size - (shortened.frame().length() - SHORTENED.length());
        return new Send(shortened.connection(), shortened.frame().replace(SHORTENED, "x".repeat(pad)));
    }

    /** Requests with their answers, in the order of the answers; requests that were never answered are left out. */
    List<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        Map<String, JsonNode> sent = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Send send) {
                JsonNode frame = parsed(send.frame());
                sent.put(send.connection() + frame.path(1) + frame.path(2), frame);
            } else if (step instanceof Receive receive) {
                JsonNode answer = JSON.readTree(receive.frame());
                JsonNode request = sent.get(receive.connection() + answer.get(1) + answer.get(2));
                if (request != null) {
                    exchanges.add(new Exchange(
                            request.get(2).stringValue(),
                            request.get(3),
                            answer.get(3),
                            answer.get(0).intValue() == 2));
                }
            }
        }
        return exchanges;
    }

    private static JsonNode parsed(String frame) {
        try {
            return JSON.readTree(frame);
        } catch (JacksonException notJson) {
            return JSON.createArrayNode();
        }
    }

    /** Name and address of everybody. */
    Map<String, String> participants() {
        Map<String, String> participants = new LinkedHashMap<>();
        head.get("participants")
                .properties()
                .forEach(each -> participants.put(each.getKey(), each.getValue().stringValue()));
        return participants;
    }

    @Override
    public String toString() {
        return scenario;
    }
}
