package dev.epilogue.sandbox.clearnode.recording;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.recording.Recording.Note;
import dev.epilogue.sandbox.clearnode.recording.Recording.Received;
import dev.epilogue.sandbox.clearnode.recording.Recording.Scenario;
import dev.epilogue.sandbox.clearnode.recording.Recording.Sent;
import dev.epilogue.sandbox.clearnode.recording.Recording.Step;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the chain: the recorded {@code cu} pushes tell what the node had seen, so just before the first push of such an event
 * is due, the event is put in. Amounts come from what was asked of the node and what it had signed before.
 */
final class ChainScript {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final FakeClearNode node;
    private final Map<Received, Runnable> events = new HashMap<>();
    private final Map<String, JsonNode> resizes = new HashMap<>();
    private final Map<String, JsonNode> finalStates = new HashMap<>();

    ChainScript(Scenario scenario, FakeClearNode node) {
        this.node = node;
        List<Step> steps = scenario.steps();
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Sent sent -> pendingResize(sent, steps.subList(i + 1, steps.size()));
                case Received received -> learn(received, steps.subList(0, i));
                case Note note -> {}
            }
        }
    }

    boolean makesHappen(Received received) {
        return events.containsKey(received);
    }

    void before(Received received) {
        Runnable event = events.remove(received);
        if (event != null) {
            event.run();
        }
    }

    /** Only a request that was not refused. */
    private void pendingResize(Sent sent, List<Step> later) {
        if (!sent.frame().contains("\"resize_channel\"")) {
            return;
        }
        JsonNode params = JSON.readTree(sent.frame()).get("req").get(2);
        later.stream()
                .filter(Received.class::isInstance)
                .map(step -> (Received) step)
                .filter(received -> !received.res().get(0).asString().equals("0"))
                .findFirst()
                .filter(answer -> answer.method().equals("resize_channel"))
                .ifPresent(answer -> resizes.put(params.get("channel_id").asString(), params));
    }

    private void learn(Received received, List<Step> earlier) {
        JsonNode params = received.res().get(2);
        if (received.method().equals("close_channel")) {
            finalStates.put(params.get("channel_id").asString(), params.get("state"));
        }
        if (received.method().equals("cu")) {
            String id = params.get("channel_id").asString();
            switch (params.get("status").asString()) {
                case "challenged" -> events.put(received, () -> node.chain().channelChallenged(id));
                case "closed" -> events.put(previous(earlier, received), closed(id, params));
                default -> open(id, params, received, earlier);
            }
        }
    }

    private void open(String id, JsonNode params, Received received, List<Step> earlier) {
        if (params.get("version").asLong() == 0) {
            events.put(received, () -> node.chain().channelCreated(id));
        } else {
            JsonNode asked = resizes.remove(id);
            BigInteger resize = amount(asked, "resize_amount");
            BigInteger allocate = amount(asked, "allocate_amount");
            events.put(previous(earlier, received), () -> node.chain().channelResized(id, resize, allocate));
        }
    }

    private Runnable closed(String id, JsonNode params) {
        BigInteger share = new BigInteger(
                finalStates.get(id).get("allocations").get(0).get("amount").asString());
        long version = params.get("version").asLong();
        return () -> node.chain().channelClosed(id, share, version);
    }

    private static BigInteger amount(JsonNode params, String name) {
        return params.has(name) ? new BigInteger(params.get(name).asString()) : BigInteger.ZERO;
    }

    /** The push before it on the same connection, which belongs to the same event. */
    private static Received previous(List<Step> earlier, Received received) {
        return earlier.reversed().stream()
                .filter(Received.class::isInstance)
                .map(step -> (Received) step)
                .filter(candidate -> candidate.connection().equals(received.connection()))
                .findFirst()
                .orElseThrow();
    }
}
