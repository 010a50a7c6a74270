package dev.epilogue.sandbox.clearnode.recording;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.fault.Gate;
import dev.epilogue.sandbox.clearnode.recording.Recording.Note;
import dev.epilogue.sandbox.clearnode.recording.Recording.Received;
import dev.epilogue.sandbox.clearnode.recording.Recording.Scenario;
import dev.epilogue.sandbox.clearnode.recording.Recording.Sent;
import dev.epilogue.sandbox.clearnode.recording.Recording.Step;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makes happen what happened beside the connections: a node that is slow, killed, or met by two frames at once. */
final class Director {

    private final Scenario scenario;
    private final FakeClearNode node;
    private final Map<String, Wire> wires;
    private final Gate slow = Gate.closed();

    Director(Scenario scenario, FakeClearNode node, Map<String, Wire> wires) {
        this.scenario = scenario;
        this.node = node;
        this.wires = wires;
    }

    List<Step> arranged() {
        return scenario.steps();
    }

    void before(Sent sent, List<Step> later) {}

    void after(Sent sent) {}

    void before(Received received) {}

    void on(Note note) {}

    boolean tolerates(Received recorded, JsonNode actual) {
        return false;
    }
}
