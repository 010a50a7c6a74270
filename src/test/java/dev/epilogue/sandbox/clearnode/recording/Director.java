package dev.epilogue.sandbox.clearnode.recording;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.client.Frames;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.fault.Gate;
import dev.epilogue.sandbox.clearnode.recording.Recording.Note;
import dev.epilogue.sandbox.clearnode.recording.Recording.Received;
import dev.epilogue.sandbox.clearnode.recording.Recording.Scenario;
import dev.epilogue.sandbox.clearnode.recording.Recording.Sent;
import dev.epilogue.sandbox.clearnode.recording.Recording.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Makes happen what happened beside the connections: a node that is slow, killed, or met by two frames at once. */
final class Director {

    private static final String ELSEWHERE = "elsewhere";
    private static final String CLOSE = "close_app_session";
    private static final String STRANGER = "signature from unknown participant wallet ";
    /** What comes after so long belongs to another conversation of the same wallet. */
    private static final long IDLE_MS = 100_000;

    private static final Set<String> SLOW = Set.of("close-connection-lost-after-send", "restart-before-commit");
    private static final Set<String> LOSING = Set.of(
            "an open app session not found: record not found",
            "asset usdc is not deposited into the app session. Please deposit the asset first");

    private final Scenario scenario;
    private final FakeClearNode node;
    private final Map<String, Wire> wires;
    private final Gate slow = Gate.closed();
    private final ChainScript chain;
    private boolean cut;
    private long vain;

    Director(Scenario scenario, FakeClearNode node, Map<String, Wire> wires) {
        this.scenario = scenario;
        this.node = node;
        this.wires = wires;
        this.chain = new ChainScript(scenario, node);
        if (SLOW.contains(scenario.name())) {
            node.faults().on(CLOSE).inject(new Fault.Hold(slow));
        }
    }

    /** In the race, a frame that lost is sent after the answer to the one that won; frames that both won meet at a gate. */
    List<Step> arranged() {
        return scenario.name().equals("race-two-closes")
                ? new Race(scenario.steps(), node).arranged()
                : scenario.steps();
    }

    /** A frame that is not answered while it is worked on is waited for where it is held. */
    void after(Sent sent) {
        if (SLOW.contains(scenario.name()) && sent.frame().contains(CLOSE) && slow.arrived() == 0) {
            node.journal().await(CLOSE, 1, Wire.PATIENCE);
            slow.awaitArrivals(1, Duration.ofSeconds(5));
        }
    }

    /** Whether what is received next comes of something beside the connections. */
    boolean makesHappen(Received received) {
        return chain.makesHappen(received) || cut && received.connection().equals("alice");
    }

    void before(Received received) {
        chain.before(received);
        if (cut && received.connection().equals("alice")) {
            slow.open();
        }
        if (scenario.name().equals("idle-connection") && received.ms() > IDLE_MS) {
            callInVain(received);
        }
    }

    /** A refused close on another connection of the wallet: its balances are told to all its connections. */
    private void callInVain(Received received) {
        if (received.method().equals("bu")) {
            Wire other = wires.computeIfAbsent(ELSEWHERE, ignored -> loggedIn());
            String req = Frames.req(++vain, CLOSE, "{}", node.now().toEpochMilli());
            other.send(Frames.signed(req)).answer(vain);
        }
    }

    boolean isRecorded(String connection) {
        return !connection.equals(ELSEWHERE);
    }

    private Wire loggedIn() {
        Wire wire = new Wire(node.url());
        wire.login(DevelopmentKeys.key(9), node.now());
        return wire;
    }

    void on(Note note) {
        if (note.text().startsWith("connection cut while the node was still working")) {
            wires.get("coordinator").close();
            cut = true;
        } else if (note.text().equals("the same reads when it is done")) {
            node.awaitIdle(Wire.PATIENCE);
        } else if (note.text().startsWith("node killed")) {
            node.restart();
            slow.open();
        }
    }

    /** Where the node itself draws lots: which of several strangers it names, and what the loser of a race is told. */
    boolean tolerates(Received recorded, JsonNode actual) {
        List<String> texts = new ArrayList<>();
        for (JsonNode res : List.of(recorded.res(), actual)) {
            texts.add(res.get(2).path("error").asString(""));
        }
        boolean strangers = texts.stream().allMatch(text -> text.startsWith(STRANGER));
        boolean interleaved = scenario.name().equals("race-two-closes") && sameTransactions(recorded.res(), actual);
        boolean lost = scenario.name().equals("race-two-closes") && LOSING.containsAll(texts);
        return strangers && scenario.name().equals("close-refused-signatures") || lost || interleaved;
    }

    /** Two bookings at once write their records in turns. */
    private static boolean sameTransactions(JsonNode recorded, JsonNode actual) {
        return recorded.get(2).has("ledger_transactions") && contents(recorded).equals(contents(actual));
    }

    private static List<String> contents(JsonNode res) {
        return res.get(2)
                .path("ledger_transactions")
                .valueStream()
                .map(row -> String.join(
                        " ",
                        row.get("tx_type").asString(),
                        row.get("from_account").asString(),
                        row.get("to_account").asString(),
                        row.get("asset").asString(),
                        row.get("amount").asString()))
                .sorted()
                .toList();
    }
}
