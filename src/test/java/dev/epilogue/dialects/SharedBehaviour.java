package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.testing.Problems.assertProblem;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Closing;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeStand.Mishap;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What callers, wallets and the money see is the same at every node, whatever dialect it speaks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedBehaviour {

    private Stage stage;

    abstract Stage stage();

    @BeforeAll
    void open() {
        stage = stage();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void aSessionClosesAsItStands() {
        Closing closing = stage.propose(session()).signedBy(ALICE, BOB);

        assertPaid(closing.settles("COOPERATIVE"), "50", "37.5");
        assertRanOnce(closing);
        assertThat(closing.story())
                .containsSubsequence(
                        "signature.accepted",
                        "signature.accepted",
                        "submission.started",
                        "session.closed",
                        "closure.ended");
    }

    @Test
    void anotherSplitIsPaidOut() {
        Closing closing =
                stage.payOut(session(), holds(ALICE, "80"), holds(BOB, "7.5")).signedBy(ALICE, BOB);

        assertPaid(closing.settles("COOPERATIVE"), "80", "7.5");
        assertThat(node().closed(closing.session())).isTrue();
    }

    @Test
    void aRefusalThatCannotBeDoneWithoutDeclinesAndAnExtensionReopens() {
        Closing closing = stage.propose(session());

        assertThat(closing.decline(BOB, "I won that hand").ok().path("status").asString())
                .isEqualTo("DECLINED");
        assertThat(node().closesReceived(closing.session())).isZero();
        closing.reopen(60).ok();
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
    }

    @Test
    void theDeadlineIsMetByTheQuorumWhereThePolicySaysSo() {
        Closing closing = stage.propose(three(), Map.of("consensus", "UNANIMOUS_THEN_QUORUM"))
                .signedBy(ALICE, BOB);

        assertThat(closing.status()).isEqualTo("COLLECTING");
        closing.atItsDeadline().settles("QUORUM_AT_DEADLINE");
    }

    @Test
    void aQuorumSufficesWithASilentParticipant() {
        Closing closing = stage.propose(three(), Map.of("consensus", "QUORUM")).signedBy(ALICE, BOB);

        JsonNode settled = closing.settles("COOPERATIVE");
        assertThat(settled.path("consensus").path("unanimous").asBoolean()).isFalse();
        assertThat(settled.path("settlement")).hasSize(3);
    }

    @Test
    void anExpiredClosureComesBackByAnExtension() {
        Closing closing = stage.propose(session()).signedBy(ALICE).atItsDeadline();
        assertThat(closing.await("EXPIRED").path("outcome").asString()).isEqualTo("NONE");

        closing.reopen(60).ok();
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(closing.story())
                .containsSubsequence("closure.expired", "round.opened", "session.closed", "closure.ended");
    }

    @Test
    void aProposalAsItStandsFollowsTheNewSplit() {
        SessionId session = session();
        Closing closing = stage.propose(session);
        node().update(session, holds(ALICE, "17.5"), holds(BOB, "70"));
        closing.signedBy(ALICE, BOB).await(closure -> round(closure) == 2, "a second round");

        assertPaid(closing.signedBy(ALICE, BOB).settles("COOPERATIVE"), "17.5", "70");
        assertThat(node().closesExecuted(session)).isEqualTo(1);
    }

    @Test
    void anAgreedSplitThatFitsNoLongerWaitsForAnotherProposal() {
        SessionId session = session();
        Closing closing = stage.payOut(session, holds(ALICE, "80"), holds(BOB, "7.5"));
        node().update(session, holds(ALICE, "17.5"), holds(BOB, "60"));
        closing.signedBy(ALICE, BOB);

        closing.await(closure -> closure.path("waitingFor").asString().equals("PROPOSAL"), "waits for a proposal");
        assertThat(node().closesExecuted(session)).isZero();
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
        assertPaid(closing.signedBy(ALICE, BOB).settles("COOPERATIVE"), "70", "7.5");
    }

    @Test
    void aCloseBySomebodyElseAtTheSameSplitCountsAsSettledElsewhere() {
        SessionId session = session();
        node().strikeClose(session, Mishap.CLOSED_FIRST);
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);

        closing.settles("CLOSED_ELSEWHERE");
        assertThat(node().closesExecuted(session)).isZero();
    }

    @Test
    void aCloseBySomebodyElseIsSeenAtTheDeadline() {
        SessionId session = session();
        Closing closing = stage.propose(session).signedBy(ALICE);
        node().close(session);
        closing.atItsDeadline();

        closing.settles("CLOSED_ELSEWHERE");
        assertThat(node().closesReceived(session)).isZero();
    }

    @Test
    void aCloseAtAnotherSplitSupersedes() {
        SessionId session = session();
        Closing closing = stage.propose(session).signedBy(ALICE);
        node().update(session, holds(ALICE, "87"), holds(BOB, "0.5"));
        node().close(session);
        closing.atItsDeadline();

        JsonNode ended = closing.await("SUPERSEDED");
        assertThat(ended.path("outcome").asString()).isEqualTo("CLOSED_ELSEWHERE");
        assertProblem(closing.extend(60), 409, "closure-ended");
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_AFTER", "UNANSWERED", "GARBLED"})
    void aCloseThatRanBehindALostAnswerIsProvedWithoutASecondFrame(Mishap mishap) {
        Closing closing = struck(mishap);

        closing.settles("COOPERATIVE");
        assertRanOnce(closing);
        assertThat(closing.story())
                .containsSubsequence("submission.started", "submission.unknown", "session.closed", "closure.ended");
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWERED_TWICE", "SLOW"})
    void anOddAnswerCountsOnce(Mishap mishap) {
        Closing closing = struck(mishap);

        closing.settles("COOPERATIVE");
        assertRanOnce(closing);
        assertThat(closing.story()).containsOnlyOnce("session.closed").doesNotContain("submission.unknown");
    }

    @Test
    void nobodyCancelsOrDeclinesWhileAFrameMayRun() throws Exception {
        Closing closing = struck(Mishap.SLOW);
        node().awaitCloses(closing.session(), 1);

        assertProblem(closing.cancel(), 409, "outcome-unknown");
        assertProblem(closing.decline(BOB, "too late"), 409, "outcome-unknown");
        closing.settles("COOPERATIVE");
        assertProblem(closing.cancel(), 409, "closure-ended");
    }

    @Test
    void aCancelledClosureIsNeverSent() {
        Closing closing = stage.propose(session()).signedBy(ALICE);

        assertThat(closing.cancel().ok().path("status").asString()).isEqualTo("CANCELLED");
        assertProblem(closing.decline(BOB, "late"), 409, "closure-ended");
        assertThat(node().closesReceived(closing.session())).isZero();
        assertThat(node().closed(closing.session())).isFalse();
    }

    @Test
    void onlyTheSignatureOfWhoeverItIsPostedForIsTaken() {
        Closing closing = stage.propose(session());

        assertProblem(closing.signWith(ALICE, BOB), 422, "signature-stranger");
        assertProblem(closing.signWith(ALICE, CAROL), 422, "signature-stranger");
        assertThat(closing.now().path("consensus").path("signed")).isEmpty();
        assertThat(closing.timeline()).doesNotContain("signature.accepted");
    }

    @Test
    void aServiceThatDiesWithAFrameInFlightProvesItWhenItIsBack() throws Exception {
        Closing closing = struck(Mishap.UNANSWERED);
        node().awaitCloses(closing.session(), 1);
        stage.restartService();

        closing.settles("COOPERATIVE");
        assertRanOnce(closing);
    }

    final NodeStand node() {
        return stage.stand();
    }

    private SessionId session() {
        return node().session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }

    private SessionId three() {
        return node().session(2, List.of(ALICE, BOB, CAROL), money("20", "30", "50"));
    }

    private static Allocation[] money(String alice, String bob, String carol) {
        return new Allocation[] {holds(ALICE, alice), holds(BOB, bob), holds(CAROL, carol)};
    }

    private Closing struck(Mishap mishap) {
        SessionId session = session();
        node().strikeClose(session, mishap);
        return stage.propose(session).signedBy(ALICE, BOB);
    }

    private void assertRanOnce(Closing closing) {
        assertThat(node().closesReceived(closing.session())).isEqualTo(1);
        assertThat(node().closesExecuted(closing.session())).isEqualTo(1);
    }

    private static void assertPaid(JsonNode settled, String... amounts) {
        assertThat(settled.path("settlement"))
                .extracting(line -> line.path("amount").asString())
                .containsExactlyInAnyOrder(amounts);
    }

    private static int round(JsonNode closure) {
        return closure.path("round").path("number").asInt();
    }
}
