package dev.epilogue.sandbox.nitronode;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.epilogue.sandbox.nitronode.socket.Rate;
import dev.epilogue.sandbox.nitronode.socket.TransportLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fake answers like the recorded node, frame by frame. */
class RecordedConversationsTest {

    /** Scenarios that cannot be played, and why. */
    private static final Map<String, String> UNPLAYED = Map.of(
            "keepalive", "forty real seconds of silence; KeepaliveTest shows the same with shorter times",
            "keepalive-no-pong", "needs a client without pongs; KeepaliveTest has one, with shorter times",
            "rate-limit-edge", "seven real seconds of pacing; TokenBucketTest shows the same with a set clock",
            "release-waits-for-a-lock", "another transaction holds a row of the node's database; the fake has none");

    /** The burst alone counts here, however slowly this machine sends it; in the others frames come faster than recorded. */
    private static final List<String> UNDER_RATE_LIMIT = List.of("rate-limit-burst", "write-executed-but-answer-lost");

    static List<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void answersLikeTheRecordedNode(Recording recording) throws InterruptedException {
        if (UNPLAYED.containsKey(recording.scenario())) {
            abort("not played: " + UNPLAYED.get(recording.scenario()));
        }
        TestClock clock = new TestClock(Instant.parse("2026-11-24T02:00:00Z"));
        Rate rate = UNDER_RATE_LIMIT.contains(recording.scenario()) ? new Rate(0, 20) : Rate.UNLIMITED;
        FakeNitronodeOptions options = FakeNitronodeOptions.defaults()
                .withClock(clock)
                .withTransport(TransportLimits.DEFAULTS.withRequests(rate));
        try (FakeNitronode node = FakeNitronode.start(options);
                RecordedPlay play = new RecordedPlay(node, clock, recording)) {
            RecordedSessions.seed(recording, node.ledger());
            RecordedChannels.seed(recording, node.ledger());
            RecordedRows.seed(recording, node.ledger());
            play.play();
        }
    }
}
