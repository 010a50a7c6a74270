package dev.epilogue.sandbox.clearnode.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.SettableClock;
import dev.epilogue.sandbox.clearnode.client.Frames;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.recording.Recording.Note;
import dev.epilogue.sandbox.clearnode.recording.Recording.Received;
import dev.epilogue.sandbox.clearnode.recording.Recording.Scenario;
import dev.epilogue.sandbox.clearnode.recording.Recording.Sent;
import dev.epilogue.sandbox.clearnode.recording.Recording.Step;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends what was sent, at the recorded time by the node's clock, and compares what comes back on each connection in order. */
final class Player implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long LAST = 987_654_321;
    private static final String BINARY = "a binary frame with the same text";

    private final Scenario scenario;
    private final FakeClearNode node;
    private final SettableClock clock;
    private final Director director;
    private final Resigner resigner = new Resigner();
    private final Map<String, Wire> wires = new HashMap<>();
    private String lastNote = "";

    Player(Scenario scenario, FakeClearNode node, SettableClock clock) {
        this.scenario = scenario;
        this.node = node;
        this.clock = clock;
        this.director = new Director(scenario, node, wires);
    }

    void play() {
        List<Step> steps = director.arranged();
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Sent sent -> send(sent, steps.subList(i + 1, steps.size()));
                case Received received -> receive(received);
                case Note note -> {
                    lastNote = note.text();
                    director.on(note);
                }
            }
        }
        requireNothingMore();
    }

    /** Nothing more came than was recorded: the next thing on every connection is the answer to one more request. */
    private void requireNothingMore() {
        wires.forEach((name, wire) -> {
            if (wire.isOpen() && director.isRecorded(name)) {
                wire.send(Frames.signed(
                        Frames.req(LAST, "ping", "{}", clock.instant().toEpochMilli())));
                assertThat(wire.methodsUntil(LAST))
                        .as("%s, at the end on %s", scenario, name)
                        .containsExactly("pong");
            }
        });
    }

    private void send(Sent sent, List<Step> later) {
        Wire wire = wire(sent.connection());
        clock.set(timeOf(sent, later));
        String frame = resigner.fresh(sent.connection(), sent.frame());
        if (lastNote.equals(BINARY)) {
            wire.sendBinary(frame.getBytes(StandardCharsets.UTF_8));
        } else {
            wire.send(frame);
        }
        director.after(sent);
    }

    private Wire wire(String connection) {
        return wires.computeIfAbsent(connection, ignored -> new Wire(node.url()));
    }

    /** The time in the answer, where there is one: then even its bytes can be the recorded ones. */
    private Instant timeOf(Sent sent, List<Step> later) {
        return later.stream()
                .filter(Received.class::isInstance)
                .map(Received.class::cast)
                .filter(received -> received.connection().equals(sent.connection()))
                .filter(received -> !received.res().get(0).asString().equals("0"))
                .map(received -> Instant.ofEpochMilli(received.res().get(3).asLong()))
                .findFirst()
                .orElse(Instant.ofEpochMilli(scenario.start() + sent.ms()));
    }

    private void receive(Received recorded) {
        if (director.makesHappen(recorded)) {
            clock.set(Instant.ofEpochMilli(recorded.res().get(3).asLong()));
        }
        director.before(recorded);
        String text = wire(recorded.connection()).text();
        JsonNode actual = JSON.readTree(text).get("res");
        assertThat(Likeness.differences(Instant.ofEpochMilli(scenario.start()), recorded.res(), actual))
                .as("%s at %d ms on %s: recorded %s", scenario, recorded.ms(), recorded.connection(), recorded.frame())
                .matches(
                        differences -> differences.isEmpty() || director.tolerates(recorded, actual), "no differences");
        assertThat(signer(text)).isEqualTo(node.brokerAddress());
        if (res(text).equals(res(recorded.frame()))) {
            assertThat(text).as("the same bytes get the same signature").isEqualTo(recorded.frame());
        }
        if (recorded.method().equals("auth_challenge")) {
            resigner.learn(recorded.connection(), challenge(recorded.res()), challenge(actual));
        }
    }

    private static String challenge(JsonNode res) {
        return res.get(2).get("challenge_message").asString();
    }

    private static String res(String frame) {
        return frame.substring("{\"res\":".length(), frame.lastIndexOf(",\"sig\":"));
    }

    private static Address signer(String frame) {
        String signature = JSON.readTree(frame).get("sig").get(0).asString();
        return Secp256k1.best()
                .recover(Keccak.hash(res(frame).getBytes(StandardCharsets.UTF_8)), EcdsaSignature.parse(signature))
                .orElseThrow();
    }

    @Override
    public void close() {
        wires.values().forEach(Wire::close);
    }
}
