package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Problems.assertProblem;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Releases that a participant's channel blocks, and two frames of which only the first goes through. */
class PayOutsEndToEndTest {

    private static final int ATTEMPTS = 4;
    private static final String BLOCKED = "failed to issue release state for participant %s: "
            + "cannot issue release receiver state: escrow lock is still ongoing";
    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open(Stage.unlimited(), Map.of("epilogue.pipeline.attempts", ATTEMPTS));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @AfterEach
    void noMoreFaults() {
        stage.node().faults().clear();
    }

    @Test
    void aBlockedReleaseKeepsTheSignaturesAndSettlesLater() {
        SessionId session = stage.session();
        block(session, 2);
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);

        closing.settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(3);
        assertThat(closing.story()).doesNotContain("signature.removed", "round.closed");
    }

    @Test
    void aReleaseThatStaysBlockedIsTriedAgainForAsLongAsItTakes() throws Exception {
        SessionId session = stage.session();
        block(session, Integer.MAX_VALUE);
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);

        closing.awaitFrames(ATTEMPTS + 2);
        JsonNode blocked =
                closing.await(closure -> closure.path("status").asString().equals("READY"), "another try");
        assertThat(blocked.path("problem").path("code").asString()).isEqualTo("blocked-by-participant");
        noMoreFaults();
        closing.settles("COOPERATIVE");
        assertThat(closing.story()).doesNotContain("closure.parked");
    }

    @Test
    void onceTheSplitIsBookedThereIsNoWayBackButOnToTheClose() throws Exception {
        SessionId session = stage.session();
        block(session, Integer.MAX_VALUE);
        Closing closing =
                stage.payOut(session, holds(ALICE, "80"), holds(BOB, "7.5")).signedBy(ALICE, BOB);

        closing.awaitFrames(ATTEMPTS + 2);
        JsonNode blocked =
                closing.await(closure -> closure.path("status").asString().equals("READY"), "another try");
        assertThat(blocked.path("submissions").get(0).path("status").asString()).isEqualTo("EXECUTED");
        assertThat(blocked.path("outcome").isNull()).isTrue();
        assertProblem(closing.cancel(), 409, "round-sealed");
        assertProblem(closing.decline(BOB, "I changed my mind"), 409, "round-sealed");
        noMoreFaults();
        closing.settles("COOPERATIVE");
        assertThat(closing.executions()).extracting(each -> each.version()).containsExactly(5L, 6L);
        assertThat(closing.story()).containsSubsequence("payload.executed", "session.closed", "closure.ended");
    }

    @Test
    void bothFramesOfAPayOutGoBackToBackOnOneConnection() {
        Closing closing = stage.payOut(stage.session(), holds(ALICE, "80"), holds(BOB, "7.5"))
                .signedBy(ALICE, BOB);

        closing.settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(2);
        assertThat(closing.executions())
                .extracting(each -> each.connection())
                .containsOnly(closing.frames().getFirst().connection());
    }

    @Test
    void aRefusedFirstFrameMakesTheSecondFailHarmlessly() {
        SessionId session = stage.session();
        stage.node()
                .with(FaultRule.onClose(new Fault.OperateFirst()).withIntent(0).ofSession(session));
        Closing closing =
                stage.payOut(session, holds(ALICE, "80"), holds(BOB, "7.5")).signedBy(ALICE, BOB);

        closing.await(closure -> closure.path("round").path("number").asInt() == 2, "a second round");
        assertThat(closing.executions()).isEmpty();
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(closing.executions()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void anAnswerLostInAPayOutIsProvedPerFrame(int intent) {
        SessionId session = stage.session();
        stage.node()
                .with(FaultRule.onClose(new Fault.DropAfter())
                        .withIntent(intent)
                        .ofSession(session));
        Closing closing =
                stage.payOut(session, holds(ALICE, "80"), holds(BOB, "7.5")).signedBy(ALICE, BOB);

        closing.settles("COOPERATIVE");
        assertThat(closing.executions()).extracting(each -> each.version()).containsExactly(5L, 6L);
    }

    private static void block(SessionId session, int times) {
        Fault refused = new Fault.Refuse(BLOCKED.formatted(BOB.address().lowerCase()));
        stage.node().with(FaultRule.onClose(refused).ofSession(session).times(times));
    }
}
