package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Problems.assertProblem;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.rpc.ReceivedFrame;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.NodeStand.Mishap;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A lost 0.x frame that is sent again after a settling delay, where an operator has said so, and never twice at once. */
class ResendEndToEndTest {

    private static final Duration DELAY = Duration.ofSeconds(3);
    private static final Map<String, Object> SETTLING = Map.of(
            "epilogue.nodes.sandbox.timeouts.unacknowledged",
            "1s",
            "epilogue.nodes.sandbox.resend-after",
            DELAY.toSeconds() + "s");

    private final ClearNodeStand stand = ClearNodeStand.start(ClearNodeStand.V04);
    private Stage stage;

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aFrameThatWasLostUnexecutedIsSentAgainAfterTheDelay() {
        stage = stand.stage(SETTLING);
        SessionId session = session();
        stand.strikeClose(session, Mishap.CUT_BEFORE);
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);

        closing.await(closure -> closure.path("waitingFor").asString().equals("PROOF"), "looks at the node");
        assertProblem(closing.cancel(), 409, "outcome-unknown");
        JsonNode settled = closing.settles("COOPERATIVE");

        List<ReceivedFrame> frames = stand.closes(session);
        assertThat(frames).hasSize(2);
        assertThat(frames.getLast().text()).isEqualTo(frames.getFirst().text());
        assertThat(Duration.between(frames.getFirst().at(), frames.getLast().at()))
                .isGreaterThanOrEqualTo(DELAY);
        assertThat(settled.path("round").path("number").asInt()).isEqualTo(1);
        assertPaidOnce(session, settled);
    }

    @Test
    @DisplayName(
            "0.x checklist 39: a lost frame that is executed within the settling delay is not followed by another one")
    void aFrameThatIsExecutedLateWithinTheDelayIsNotFollowedByAnother() {
        stage = stand.stage(SETTLING);
        SessionId session = session();
        stand.node()
                .faults()
                .on(ClearNodeStand.CLOSE)
                .session(session.hash().hex())
                .inject(new Fault.ExecuteLate(DELAY.dividedBy(2), true));
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);

        closing.await(closure -> closure.path("waitingFor").asString().equals("PROOF"), "looks at the node");
        assertThat(stand.closed(session)).isFalse();
        JsonNode settled = closing.settles("COOPERATIVE");

        assertThat(stand.closesReceived(session)).isEqualTo(1);
        assertPaidOnce(session, settled);
    }

    @Test
    void withoutTheSettingALostFrameIsNotSentAgainHoweverOftenTheSessionReadsOpen() {
        stage = stand.stage();
        SessionId session = session();
        stand.strikeClose(session, Mishap.CUT_BEFORE);
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);
        closing.await(closure -> closure.path("waitingFor").asString().equals("FENCE"), "waits for the fence");

        int looks = stand.node().journal().of("get_app_sessions").size() + 10;
        stand.node().journal().await("get_app_sessions", looks, Duration.ofMinutes(1));

        assertThat(stand.closesReceived(session)).isEqualTo(1);
        assertThat(closing.now().path("waitingFor").asString()).isEqualTo("FENCE");
        assertProblem(closing.cancel(), 409, "outcome-unknown");
    }

    private void assertPaidOnce(SessionId session, JsonNode settled) {
        assertThat(stand.closesExecuted(session)).isEqualTo(1);
        assertThat(stand.payments(session)).isEqualTo(2);
        assertThat(settled.path("anomalies")).isEmpty();
    }

    private SessionId session() {
        return stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }
}
