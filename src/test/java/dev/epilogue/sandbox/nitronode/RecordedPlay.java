package dev.epilogue.sandbox.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.sandbox.nitronode.Recording.Note;
import dev.epilogue.sandbox.nitronode.Recording.Receive;
import dev.epilogue.sandbox.nitronode.Recording.Send;
import dev.epilogue.sandbox.nitronode.Recording.Step;
import dev.epilogue.value.SessionId;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Plays one recorded scenario, step by step, against a fake node. */
final class RecordedPlay implements AutoCloseable {

    private static final Pattern CLOSED = Pattern.compile("connection (\\S+) closed: code (\\d+).*");
    private static final Pattern DESTROYED = Pattern.compile("connection (\\S+) destroyed by the client.*");
    private static final Pattern APP_ID =
            Pattern.compile("app_id \"(.*)\"(: Unexpected server response: 400| accepted)");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeNitronode node;
    private final TestClock clock;
    private final Recording recording;
    private final Map<String, TestWire> wires = new HashMap<>();
    private final Map<String, JsonNode> unanswered = new HashMap<>();
    private String form = "";

    RecordedPlay(FakeNitronode node, TestClock clock, Recording recording) {
        this.node = node;
        this.clock = clock;
        this.recording = recording;
    }

    void play() throws InterruptedException {
        List<Step> steps = recording.steps();
        for (int index = 0; index < steps.size(); index++) {
            switch (steps.get(index)) {
                case Send send -> send(send);
                case Receive receive -> {
                    if (!isCutLater(receive.connection(), steps.subList(index, steps.size()))) {
                        receive(receive);
                    }
                }
                case Note note -> note(note);
            }
        }
        wires.values().forEach(wire -> assertThat(wire.received()).isZero());
    }

    private void send(Send send) {
        setClock(send.frame());
        node.acceptConnections();
        TestWire wire = wires.computeIfAbsent(send.connection(), none -> TestWire.to(node.url()));
        if (send.frame().contains("submit_app_state")) {
            unanswered.put(send.connection(), Recording.JSON.readTree(send.frame()));
        }
        try {
            write(wire, send.frame());
        } catch (CompletionException cut) {
            // the node may cut the connection while the rest of a burst is still being sent; a note says so
            assertThat(wire.closeCode()).isEqualTo(1006);
        }
    }

    private void write(TestWire wire, String frame) {
        if (form.contains("binary")) {
            wire.sendBinary(frame.getBytes(StandardCharsets.UTF_8));
        } else if (form.contains("fragments")) {
            wire.sendPart(frame.substring(0, 5), false);
            wire.sendPart(frame.substring(5, 20), false);
            wire.sendPart(frame.substring(20), true);
        } else {
            wire.send(frame);
        }
        form = "";
    }

    private void setClock(String frame) {
        try {
            JsonNode time = Recording.JSON.readTree(frame).path(4);
            if (time.isIntegralNumber() && time.longValue() > 1_790_000_000_000L) {
                clock.set(Instant.ofEpochMilli(time.longValue()));
            }
        } catch (JacksonException malformed) {
            clock.advance(Duration.ofMillis(1));
        }
    }

    private void receive(Receive receive) throws InterruptedException {
        unanswered.remove(receive.connection());
        String answer = wires.get(receive.connection()).next();
        assertThat(RecordedAnswers.comparable(answer)).isEqualTo(RecordedAnswers.comparable(receive.frame()));
    }

    private static boolean isCutLater(String connection, List<Step> rest) {
        for (Step step : rest) {
            if (step instanceof Note note
                    && note.text().startsWith("connection " + connection + " closed: code 1006")) {
                return true;
            }
            if (step instanceof Note || step instanceof Send) {
                return false;
            }
        }
        return false;
    }

    private void note(Note note) throws InterruptedException {
        Matcher closed = CLOSED.matcher(note.text());
        Matcher destroyed = DESTROYED.matcher(note.text());
        Matcher appId = APP_ID.matcher(note.text());
        if (closed.matches()) {
            closed(closed.group(1), Integer.parseInt(closed.group(2)));
        } else if (destroyed.matches()) {
            wires.remove(destroyed.group(1)).destroy();
            awaitUnanswered(destroyed.group(1));
        } else if (appId.matches()) {
            appId(appId.group(1), appId.group(2).equals(" accepted"));
        } else if (note.text().startsWith("attempt refused")) {
            assertThatThrownBy(() -> TestWire.to(node.url())).hasCauseInstanceOf(ConnectException.class);
        } else if (note.text().startsWith("sent as ")) {
            form = note.text();
        } else if (note.chain().path("status").stringValue("").equals("success")) {
            RecordedChain.happened(note.chain(), node.ledger());
        }
    }

    private void closed(String connection, int code) throws InterruptedException {
        if (recording.scenario().startsWith("node-restart")) {
            node.refuseConnections();
            node.dropConnections();
        }
        assertThat(wires.remove(connection).closeCode()).isEqualTo(code);
        awaitUnanswered(connection);
    }

    /** What was sent last on a connection that is gone is executed all the same. */
    private void awaitUnanswered(String connection) throws InterruptedException {
        JsonNode request = unanswered.remove(connection);
        if (request != null) {
            JsonNode update = request.get(3).get("app_state_update");
            node.awaitExecuted(
                    SessionId.parse(update.get("app_session_id").stringValue()),
                    Long.parseLong(update.get("version").stringValue()),
                    PATIENCE);
        }
    }

    private void appId(String appId, boolean accepted) {
        URI url = URI.create(node.url() + "?app_id=" + appId);
        if (accepted) {
            TestWire.to(url).close();
        } else {
            assertThatThrownBy(() -> TestWire.to(url)).rootCause().hasMessageContaining("400");
        }
    }

    @Override
    public void close() {
        wires.values().forEach(TestWire::close);
    }
}
