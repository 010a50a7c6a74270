package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.sandbox.nitronode.fault.RowLock;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever becomes of the answer to a close, money moves once and only what was read back is claimed. */
class LostAnswersEndToEndTest {

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    static List<Fault> executedBehindALostAnswer() {
        return List.of(
                new Fault.DropAfter(),
                new Fault.Silent(),
                new Fault.Garbage("<html>502 Bad Gateway</html>"),
                new Fault.Garbage("[2,1"),
                new Fault.Garbage(""));
    }

    @ParameterizedTest
    @MethodSource("executedBehindALostAnswer")
    void aCloseThatRanBehindALostAnswerIsProvedWithoutASecondFrame(Fault fault) {
        Closing closing = struck(fault);

        closing.settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(1);
        assertThat(closing.executions()).hasSize(1);
        assertThat(closing.story())
                .containsSubsequence("submission.started", "submission.unknown", "session.closed", "closure.ended");
    }

    static List<Fault> lostBeforeExecution() {
        return List.of(
                new Fault.DropBefore(), new Fault.HalfOpen(), new Fault.Refuse("the moon is in the wrong house"));
    }

    @ParameterizedTest
    @MethodSource("lostBeforeExecution")
    void aFrameWhoseAnswerIsLostIsSentAgainAndRunsOnce(Fault fault) {
        Closing closing = struck(fault);

        closing.settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(2);
        assertThat(closing.executions()).hasSize(1);
        assertThat(Duration.between(
                        closing.frames().getFirst().at(),
                        closing.frames().getLast().at()))
                .isGreaterThanOrEqualTo(Stage.SETTLING_DELAY);
        assertThat(closing.story())
                .containsSubsequence(
                        "submission.started", "submission.unknown", "submission.started", "session.closed");
    }

    @Test
    void theUnmovedSessionIsReadOnNewConnectionsBeforeTheFrameGoesAgain() {
        Closing closing = struck(new Fault.DropBefore());

        closing.settles("COOPERATIVE");
        SessionId session = closing.session();
        var sent = closing.frames();
        List<String> lookedFrom = stage.node().journal().frames("app_sessions.v1.get_app_sessions", session).stream()
                .filter(read -> read.at().isAfter(sent.getFirst().at())
                        && read.at().isBefore(sent.getLast().at()))
                .map(read -> read.connection())
                .toList();
        assertThat(lookedFrom)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .doesNotContain(sent.getFirst().connection());
    }

    @Test
    void aDelayedAnswerIsWaitedFor() {
        Closing closing = struck(new Fault.Delay(Duration.ofMillis(500)));

        closing.settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(1);
        assertThat(closing.story()).doesNotContain("submission.unknown");
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() {
        Closing closing = struck(new Fault.Duplicate());

        closing.settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(1);
        assertThat(closing.story()).containsOnlyOnce("session.closed");
    }

    @Test
    void aFrameThatRunsLateIsNeverPaidTwice() {
        Closing closing = struck(new Fault.Late(Duration.ofSeconds(2)));

        closing.await(closure -> closure.path("session").path("closed").asBoolean(), "closed");
        assertThat(closing.executions()).hasSize(1);
        assertThat(stage.node().ledger().releases(closing.session())).hasSize(2);
        assertThat(closing.status()).isEqualTo("SETTLED");
    }

    @Test
    void nobodyCancelsOrDeclinesWhileAFrameMayRun() throws Exception {
        Closing closing = struck(new Fault.Delay(Duration.ofMillis(900)));
        closing.awaitFrames(1);

        assertProblem(closing.cancel(), 409, "outcome-unknown");
        assertProblem(closing.decline(BOB, "too late"), 409, "outcome-unknown");
        closing.settles("COOPERATIVE");
        assertProblem(closing.cancel(), 409, "closure-ended");
    }

    @Test
    void anUnknownOutcomeIsShownWhileItLasts() throws Exception {
        SessionId session = stage.session();
        stage.node().with(FaultRule.onClose(new Fault.DropBefore()).ofSession(session));
        stage.node()
                .with(FaultRule.on(
                                "app_sessions.v1.get_app_sessions",
                                new Fault.Refuse("failed to retrieve app sessions: pool exhausted"))
                        .ofSession(session)
                        .always());
        Closing closing = proposedBeforeReadsFail(session).signedBy(ALICE, BOB);

        JsonNode doubtful =
                closing.await(closure -> closure.path("waitingFor").asString().equals("PROOF"), "doubt");
        assertThat(doubtful.path("status").asString()).isEqualTo("SUBMITTING");
        assertThat(doubtful.path("outcome").isNull()).isTrue();
        assertThat(doubtful.path("submissions").get(0).path("status").asString())
                .isIn("SENT", "UNKNOWN");
        assertProblem(closing.cancel(), 409, "outcome-unknown");
        stage.node().faults().clear();
        closing.settles("COOPERATIVE");
        assertThat(closing.executions()).hasSize(1);
    }

    /** As a running node did, for 40 s, long after the connection was gone. */
    @Test
    void aFrameThatTheNodeHoldsBehindALockStaysInDoubtAndIsOursWhenItRuns() throws Exception {
        RowLock lock = new RowLock();
        Closing closing = held(lock);
        closing.awaitFrames(1);
        stage.node().dropConnections();
        closing.awaitFrames(2);

        JsonNode doubtful = closing.now();
        assertThat(doubtful.path("status").asString()).isEqualTo("SUBMITTING");
        var refused = closing.cancel();
        assertProblem(refused, 409, "outcome-unknown");
        assertThat(refused.body().path("retryAfter").asInt())
                .as("ten minutes, as set")
                .isBetween(500, 600);
        assertProblem(closing.decline(BOB, "too late"), 409, "outcome-unknown");
        lock.release();
        closing.settles("COOPERATIVE");
        assertThat(closing.executions()).hasSize(1);
        assertThat(stage.node().ledger().releases(closing.session())).hasSize(2);
    }

    @Test
    void whoeverInsistsCancelsWhatStaysExecutableAndItsOutcomeIsCorrectedWhenItRuns() throws Exception {
        RowLock lock = new RowLock();
        Closing closing = held(lock);
        closing.awaitFrames(2);

        JsonNode cancelled = insisted(closing);
        assertThat(cancelled.path("status").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.path("outcome").isNull()).isTrue();
        assertThat(cancelled.path("enforceable").path("whileVersionNumber").asLong())
                .isEqualTo(4);
        assertThat(cancelled.path("problem").path("code").asString()).isEqualTo("cancelled");
        assertThat(closing.timeline()).endsWith("round.closed");
        int sent = closing.frames().size();

        lock.release();
        JsonNode corrected = lookedAt(closing);
        assertThat(corrected.path("status").asString()).isEqualTo("CANCELLED");
        assertThat(corrected.path("outcome").asString()).isEqualTo("COOPERATIVE");
        assertThat(corrected.path("settlement"))
                .allSatisfy(line -> assertThat(line.path("status").asString()).isEqualTo("CREDITED"));
        assertThat(closing.story()).endsWith("session.closed", "closure.ended");
        assertThat(closing.frames()).as("nothing is sent any more").hasSize(sent);
        JsonNode left = stage.api()
                .get("/v1/sessions/" + closing.session().hex() + "/closure")
                .ok();
        assertThat(left.path("closureId").asString()).isEqualTo(closing.id());
        assertThat(left.path("signatures")).hasSize(2);
    }

    @Test
    void whatWasCancelledInDoubtEndsWithNothingOnceTheSessionHasMoved() throws Exception {
        RowLock lock = new RowLock();
        Closing closing = held(lock);
        closing.awaitFrames(1);
        insisted(closing);
        stage.node().ledger().operate(closing.session());

        JsonNode ended = lookedAt(closing);
        assertThat(ended.path("outcome").asString()).isEqualTo("NONE");
        lock.release();
        assertThat(closing.executions()).isEmpty();
        assertThat(closing.story()).endsWith("round.closed", "closure.ended");
    }

    private static Closing held(RowLock lock) {
        SessionId session = stage.session();
        stage.node()
                .with(FaultRule.onClose(new Fault.Held(lock)).ofSession(session).always());
        return stage.propose(session).signedBy(ALICE, BOB);
    }

    /** The time after which whoever insists gets through passes at once. */
    private static JsonNode insisted(Closing closing) {
        for (int look = 0; look < 100; look++) {
            stage.database()
                    .execute("UPDATE submission SET sent_at = sent_at - interval '10 minutes',"
                            + " open_seen_at = open_seen_at - interval '10 minutes' WHERE closure_id = '" + closing.id()
                            + "'");
            var answer = closing.cancel();
            if (answer.status() == 200) {
                return answer.ok();
            }
            assertThat(answer.body().path("code").asString()).isEqualTo("outcome-unknown");
        }
        throw new AssertionError("never cancelled");
    }

    /** The next look comes at once. */
    private static JsonNode lookedAt(Closing closing) {
        return closing.await(
                closure -> {
                    stage.database()
                            .execute("UPDATE closure SET due_at = now() WHERE status = 'CANCELLED' AND due_at > now()"
                                    + " AND lease_until IS NULL AND id = '" + closing.id() + "'");
                    return !closure.path("outcome").isNull();
                },
                "an outcome");
    }

    /** Reads are struck from the first one on, so they are let through until the closure stands. */
    private static Closing proposedBeforeReadsFail(SessionId session) {
        List<FaultRule> rules = stage.node().faults().pending();
        stage.node().faults().clear();
        Closing closing = stage.propose(session);
        rules.forEach(stage.node()::with);
        return closing;
    }

    private static Closing struck(Fault fault) {
        SessionId session = stage.session();
        stage.node().with(FaultRule.onClose(fault).ofSession(session));
        return stage.propose(session).signedBy(ALICE, BOB);
    }
}
