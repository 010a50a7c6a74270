package dev.epilogue.sandbox.clearnode.recording;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.fault.Gate;
import dev.epilogue.sandbox.clearnode.recording.Recording.Received;
import dev.epilogue.sandbox.clearnode.recording.Recording.Sent;
import dev.epilogue.sandbox.clearnode.recording.Recording.Step;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ten pairs of closes, of which the real node let some meet and some not. Who met whom is read from the answers; those pairs
 * meet at a gate here, the others are sent one after the other.
 */
final class Race {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Step> steps;
    private final FakeClearNode node;

    Race(List<Step> steps, FakeClearNode node) {
        this.steps = steps;
        this.node = node;
    }

    List<Step> arranged() {
        List<Step> arranged = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (isClose(steps.get(i)) && isClose(steps.get(i + 1))) {
                arrange(arranged, (Sent) steps.get(i), (Sent) steps.get(i + 1), i + 2);
                i++;
            } else {
                arranged.add(steps.get(i));
            }
        }
        return arranged.stream().distinct().toList();
    }

    private void arrange(List<Step> arranged, Sent first, Sent second, int from) {
        List<Received> firsts = answers(first, from);
        List<Received> seconds = answers(second, from);
        boolean firstWon = won(firsts);
        if (firstWon && won(seconds)) {
            Gate gate = Gate.opensAt(2);
            String session = JSON.readTree(first.frame())
                    .get("req")
                    .get(2)
                    .get("app_session_id")
                    .asString();
            node.faults().on("close_app_session").session(session).times(2).inject(new Fault.Hold(gate));
            arranged.addAll(List.of(first, second));
            return;
        }
        arranged.add(firstWon ? first : second);
        arranged.addAll(firstWon ? firsts : seconds);
        arranged.add(firstWon ? second : first);
        arranged.addAll(firstWon ? seconds : firsts);
    }

    private static boolean isClose(Step step) {
        return step instanceof Sent sent && sent.frame().contains("close_app_session");
    }

    private static boolean won(List<Received> answers) {
        return answers.getLast().method().equals("close_app_session");
    }

    /** What came on the frame's connection up to its answer. */
    private List<Received> answers(Sent sent, int from) {
        List<Received> answers = new ArrayList<>();
        for (Step step : steps.subList(from, steps.size())) {
            if (step instanceof Received received && received.connection().equals(sent.connection())) {
                answers.add(received);
                if (!received.res().get(0).asString().equals("0")) {
                    return answers;
                }
            }
        }
        throw new IllegalArgumentException("never answered: " + sent);
    }
}
