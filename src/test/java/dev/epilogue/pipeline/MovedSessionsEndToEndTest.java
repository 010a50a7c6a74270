package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Problems.assertProblem;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.sandbox.nitronode.ledger.Books;
import dev.epilogue.sandbox.nitronode.ledger.Holding;
import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody else updates, closes or turns back the session between proposal and submission. */
class MovedSessionsEndToEndTest {

    private static final String HOLD_UP = "PT2S";
    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void anUpdateThatSlipsInOpensANewRoundOnTheNewVersion() {
        SessionId session = stage.session();
        stage.node().with(FaultRule.onClose(new Fault.OperateFirst()).ofSession(session));
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);

        JsonNode second = closing.await(closure -> round(closure) == 2, "a second round");
        assertThat(second.path("status").asString()).isEqualTo("COLLECTING");
        assertThat(second.path("consensus").path("achievedWeight").asInt()).isZero();
        assertThat(second.path("finalState").path("versionNumber").asInt()).isEqualTo(6);
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(closing.executions()).hasSize(1);
        assertThat(closing.story())
                .containsSubsequence("submission.refused", "round.closed", "round.opened", "session.closed");
    }

    @Test
    void aClosureThatMayNotMoveIsSuperseded() {
        SessionId session = stage.session();
        stage.node().with(FaultRule.onClose(new Fault.OperateFirst()).ofSession(session));
        Closing closing =
                stage.propose(session, Map.of("onVersionChange", "FAIL")).signedBy(ALICE, BOB);

        JsonNode ended = closing.await("SUPERSEDED");
        assertThat(ended.path("outcome").asString()).isEqualTo("NONE");
        assertThat(stage.node().ledger().session(session).closed()).isFalse();
        assertThat(closing.story()).endsWith("closure.ended");
    }

    @Test
    void aSessionThatMovesInEveryRoundEndsTheClosureAtItsLastRound() {
        SessionId session = stage.session();
        stage.node()
                .with(FaultRule.onClose(new Fault.OperateFirst())
                        .ofSession(session)
                        .times(2));
        Closing closing = stage.propose(session, Map.of("maxRounds", 2)).signedBy(ALICE, BOB);
        closing.await(closure -> round(closure) == 2, "a second round");

        closing.signedBy(ALICE, BOB).await("SUPERSEDED");
        assertThat(closing.frames()).hasSize(2);
        assertThat(closing.executions()).isEmpty();
    }

    @Test
    void aProposalAsItStandsFollowsTheNewSplit() {
        SessionId session = stage.session();
        Closing closing = stage.propose(session);
        redistribute(session, holds(ALICE, "17.5"), holds(BOB, "70"));
        closing.signedBy(ALICE, BOB).await(closure -> round(closure) == 2, "a second round");

        JsonNode settled = closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(settled.path("settlement"))
                .extracting(line -> line.path("amount").asString())
                .containsExactlyInAnyOrder("17.5", "70");
    }

    @Test
    void anAgreedSplitSurvivesWhereTheTotalsStillFit() {
        SessionId session = stage.session();
        Closing closing = stage.payOut(session, holds(ALICE, "80"), holds(BOB, "7.5"));
        redistribute(session, holds(ALICE, "17.5"), holds(BOB, "70"));
        closing.signedBy(ALICE, BOB).await(closure -> round(closure) == 2, "a second round");

        JsonNode settled = closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(settled.path("settlement"))
                .extracting(line -> line.path("amount").asString())
                .containsExactlyInAnyOrder("80", "7.5");
    }

    @Test
    void anAgreedSplitThatFitsNoLongerWaitsForAnotherProposal() {
        SessionId session = stage.session();
        Closing closing = stage.payOut(session, holds(ALICE, "80"), holds(BOB, "7.5"));
        redistribute(session, holds(ALICE, "17.5"), holds(BOB, "60"));
        closing.signedBy(ALICE, BOB);

        closing.await(closure -> closure.path("waitingFor").asString().equals("PROPOSAL"), "waits for a proposal");
        stage.api()
                .post(
                        closing.path("/rounds"),
                        Map.of(
                                "basedOnRound",
                                1,
                                "finalState",
                                Stage.split(holds(ALICE, "70"), holds(BOB, "7.5")),
                                "reason",
                                "Alice withdrew some"))
                .ok();
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
    }

    @Test
    void aCloseBySomebodyElseAtTheSameSplitCountsAsSettledElsewhere() {
        SessionId session = stage.session();
        stage.node().with(FaultRule.onClose(new Fault.CloseFirst()).ofSession(session));
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);

        closing.settles("CLOSED_ELSEWHERE");
        assertThat(closing.executions()).isEmpty();
    }

    @Test
    void aCloseBySomebodyElseIsSeenAtTheDeadline() {
        SessionId session = stage.session();
        Closing closing = stage.propose(session, Map.of("timeout", HOLD_UP)).signedBy(ALICE);
        stage.node().ledger().close(session);

        closing.settles("CLOSED_ELSEWHERE");
        assertThat(closing.frames()).isEmpty();
    }

    @Test
    void aCloseAtAnotherVersionSupersedes() {
        SessionId session = stage.session();
        Closing closing = stage.propose(session, Map.of("timeout", HOLD_UP)).signedBy(ALICE);
        stage.node().ledger().operate(session);
        stage.node().ledger().close(session);

        JsonNode ended = closing.await("SUPERSEDED");
        assertThat(ended.path("outcome").asString()).isEqualTo("CLOSED_ELSEWHERE");
        assertProblem(closing.extend(60), 409, "closure-ended");
    }

    @Test
    void aNodeThatRestoredABackupParksTheClosure() {
        SessionId session = stage.session();
        Books backup = stage.node().backup();
        stage.node().ledger().operate(session);
        stage.node().ledger().operate(session);
        Closing closing = stage.propose(session);
        stage.node().restore(backup);
        closing.signedBy(ALICE, BOB);

        JsonNode parked = closing.await("PARKED");
        assertThat(parked.path("anomalies").get(0).asString()).isEqualTo("went-back");
        assertThat(parked.path("problem").path("code").asString()).isEqualTo("node-went-back");
        assertThat(closing.executions()).isEmpty();
    }

    private static int round(JsonNode closure) {
        return closure.path("round").path("number").asInt();
    }

    /** Somebody's operate with another split; where the total falls, a withdraw. */
    private static void redistribute(SessionId id, Allocation... split) {
        Session session = stage.node().ledger().session(id);
        SortedMap<Holding, BigDecimal> rows = new TreeMap<>();
        for (Allocation each : split) {
            rows.put(
                    new Holding(each.participant(), each.asset()), each.amount().value());
        }
        stage.node()
                .ledger()
                .put(new Session(id, session.definition(), false, session.version() + 1, session.sessionData(), rows));
    }
}
