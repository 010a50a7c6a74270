package dev.epilogue.node.nitrorpc;

import dev.epilogue.sandbox.clearnode.recording.Recording;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recorded conversations with a real ClearNode, as questions and the answers that they got, in order. */
final class Exchanges {

    /** @param sent the question as it was sent @param received the answer as it came */
    record Exchange(String scenario, JsonNode question, String sent, String received, JsonNode answer) {
        String method() {
            return question.get(1).asString();
        }

        JsonNode asked() {
            return question.get(2);
        }

        JsonNode answered() {
            return answer.get(2);
        }

        boolean refused() {
            return answer.get(1).asString().equals("error");
        }
    }

    private Exchanges() {}

    static List<Exchange> all() {
        List<Exchange> exchanges = new ArrayList<>();
        Recording.load("/recordings/clearnode-v0-live.jsonl").forEach(scenario -> add(scenario, exchanges));
        return exchanges;
    }

    private static void add(Recording.Scenario scenario, List<Exchange> exchanges) {
        Map<String, Deque<Recording.Sent>> open = new HashMap<>();
        for (Recording.Step step : scenario.steps()) {
            switch (step) {
                case Recording.Sent sent ->
                    question(sent)
                            .ifPresent(question -> open.computeIfAbsent(
                                            sent.connection() + question.get(0), key -> new ArrayDeque<>())
                                    .add(sent));
                case Recording.Received received -> {
                    JsonNode answer = received.res();
                    Deque<Recording.Sent> waiting = open.get(received.connection() + answer.get(0));
                    if (waiting != null && !waiting.isEmpty()) {
                        Recording.Sent sent = waiting.poll();
                        exchanges.add(new Exchange(
                                scenario.name(), question(sent).orElseThrow(), sent.frame(), received.frame(), answer));
                    }
                }
                case Recording.Note note -> {}
            }
        }
    }

    private static Optional<JsonNode> question(Recording.Sent sent) {
        try {
            JsonNode request = JsonMapper.shared().readTree(sent.frame()).path("req");
            return request.size() == 4
                            && request.get(0).canConvertToLong()
                            && request.get(2).isObject()
                    ? Optional.of(request)
                    : Optional.empty();
        } catch (JacksonException garbageOnPurpose) {
            return Optional.empty();
        }
    }
}
