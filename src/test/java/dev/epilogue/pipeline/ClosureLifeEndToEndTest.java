package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.testing.Problems.assertProblem;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Deadlines, refusals and second thoughts. */
@Tag("citus")
class ClosureLifeEndToEndTest {

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
    void anExtensionKeepsTheRoundAndItsSignatures() {
        Closing closing = stage.propose(stage.session()).signedBy(ALICE);
        Instant before = Instant.parse(closing.now().path("deadline").asString());

        JsonNode extended = closing.extend(600).ok();
        assertThat(Instant.parse(extended.path("deadline").asString())).isEqualTo(before.plusSeconds(600));
        assertThat(extended.path("round").path("number").asInt()).isEqualTo(1);
        assertThat(extended.path("consensus").path("signed")).hasSize(1);
        closing.signedBy(BOB).settles("COOPERATIVE");
    }

    @Test
    void noExtensionReachesBeyondTheLongestDeadline() {
        Closing closing =
                stage.propose(stage.session(), Map.of("maxDeadline", "PT2H")).signedBy(ALICE);

        for (long seconds : List.of(7201L, 31_622_400L)) {
            assertProblem(closing.extend(seconds), 409, "not-extendable");
            var refused = closing.reopen(seconds);
            assertProblem(refused, 409, "not-extendable");
            assertThat(Instant.parse(refused.body().path("latestDeadline").asString()))
                    .isBefore(Instant.now().plus(Duration.ofHours(2).plusSeconds(5)));
        }
        assertThat(closing.now().path("round").path("number").asInt()).isEqualTo(1);
        assertThat(closing.now().path("consensus").path("signed")).hasSize(1);
    }

    @Test
    void whatExpiredOrWasDeclinedComesBackOnlyWhereANewRoundIsAskedFor() {
        Closing expired = stage.propose(stage.session()).signedBy(ALICE).atItsDeadline();
        expired.await("EXPIRED");
        Closing declined = stage.propose(stage.session());
        declined.decline(BOB, "I won that hand").ok();

        for (Closing over : List.of(expired, declined)) {
            String status = over.status();
            assertProblem(over.extend(60), 409, "not-extendable");
            assertThat(over.status()).isEqualTo(status);
            assertThat(over.reopen(60).ok().path("status").asString()).isEqualTo("COLLECTING");
        }
    }

    @Test
    void anExpiredClosureComesBackByAnExtension() {
        Closing closing = stage.propose(stage.session()).signedBy(ALICE).atItsDeadline();
        JsonNode expired = closing.await("EXPIRED");
        assertThat(expired.path("outcome").asString()).isEqualTo("NONE");
        assertThat(expired.path("reopenableUntil").isNull()).isFalse();

        closing.reopen(60).ok();
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(closing.story())
                .containsSubsequence("closure.expired", "round.opened", "session.closed", "closure.ended");
    }

    @Test
    void aNewerClosureEndsAnExpiredOneForGood() throws SQLException {
        SessionId session = stage.session();
        Closing first = stage.propose(session).signedBy(ALICE).atItsDeadline();
        first.await("EXPIRED");
        assertThat(wrappedKey(first)).isNotNull();

        Closing second = stage.propose(session);
        assertProblem(first.extend(60), 409, "closure-ended");
        assertThat(first.story()).endsWith("closure.expired", "closure.ended");
        assertThat(wrappedKey(first)).isNull();
        assertThat(first.status()).isEqualTo("EXPIRED");
        second.signedBy(ALICE, BOB).settles("COOPERATIVE");
    }

    @Test
    void aSecondClosureOfTheSameSessionIsPointedToTheFirst() {
        SessionId session = stage.session();
        Closing first = stage.propose(session);

        var refused = stage.api().post("/v1/closures", Map.of("sessionId", session));
        assertProblem(refused, 409, "closure-active");
        assertThat(refused.body().path("closureId").asString()).isEqualTo(first.id());
        assertThat(refused.header("Location")).endsWith(first.path(""));
    }

    @Test
    void aCounterProposalReplacesTheRound() {
        Closing closing = stage.propose(stage.session()).signedBy(ALICE);
        var round = Map.of(
                "basedOnRound",
                1,
                "finalState",
                Stage.split(holds(ALICE, "40"), holds(BOB, "47.5")),
                "reason",
                "Bob asks for ten more");

        JsonNode second = stage.api().post(closing.path("/rounds"), round).ok();
        assertThat(second.path("round").path("number").asInt()).isEqualTo(2);
        assertThat(second.path("consensus").path("signed")).isEmpty();
        assertProblem(stage.api().post(closing.path("/rounds"), round), 409, "round-superseded");
        JsonNode settled = closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(settled.path("settlement"))
                .extracting(line -> line.path("amount").asString())
                .containsExactlyInAnyOrder("40", "47.5");
    }

    @Test
    void aRefusalThatCannotBeDoneWithoutDeclinesTheClosure() {
        Closing closing = stage.propose(stage.session());

        JsonNode declined = closing.decline(BOB, "I won that hand").ok();
        assertThat(declined.path("status").asString()).isEqualTo("DECLINED");
        assertThat(declined.path("consensus")
                        .path("declined")
                        .get(0)
                        .path("reason")
                        .asString())
                .isEqualTo("I won that hand");
        assertThat(closing.frames()).isEmpty();
        closing.reopen(60).ok();
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
    }

    @Test
    void aQuorumGoesOnAfterOneRefusalAndEndsWhenEverybodyRefused() {
        Closing closing = stage.propose(three(), Map.of("consensus", "QUORUM"));

        assertThat(closing.decline(ALICE, "no").ok().path("status").asString()).isEqualTo("COLLECTING");
        assertThat(closing.decline(BOB, "no").ok().path("status").asString()).isEqualTo("DECLINED");
        assertProblem(closing.decline(CAROL, "no"), 409, "closure-ended");
    }

    @Test
    void signingTakesARefusalBack() {
        Closing closing = stage.propose(three(), Map.of("consensus", "QUORUM"));
        closing.decline(ALICE, "no").ok();

        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
    }

    @Test
    void aQuorumSufficesWithASilentParticipant() {
        Closing closing = stage.propose(three(), Map.of("consensus", "QUORUM")).signedBy(ALICE, BOB);

        JsonNode settled = closing.settles("COOPERATIVE");
        assertThat(settled.path("consensus").path("unanimous").asBoolean()).isFalse();
        assertThat(settled.path("settlement")).hasSize(3);
    }

    @Test
    void theDeadlineIsMetByTheQuorumWhereThePolicySaysSo() {
        Closing closing = stage.propose(three(), Map.of("consensus", "UNANIMOUS_THEN_QUORUM"))
                .signedBy(ALICE, BOB);

        assertThat(closing.status()).isEqualTo("COLLECTING");
        closing.atItsDeadline().settles("QUORUM_AT_DEADLINE");
    }

    @Test
    void aCancelledClosureDestroysItsSignatures() throws SQLException {
        Closing closing = stage.propose(stage.session()).signedBy(ALICE);

        assertThat(closing.cancel().ok().path("status").asString()).isEqualTo("CANCELLED");
        assertThat(wrappedKey(closing)).isNull();
        assertThat(closing.story()).endsWith("closure.ended");
        assertProblem(closing.decline(BOB, "late"), 409, "closure-ended");
    }

    @Test
    void anExpiredClosureIsLetGoWhenItsTimeForComingBackIsOver() throws SQLException {
        Closing closing = stage.propose(stage.session(), Map.of("reopenFor", "PT1S"))
                .signedBy(ALICE)
                .atItsDeadline();

        assertThat(closing.story()).endsWith("closure.expired", "closure.ended");
        assertThat(wrappedKey(closing)).isNull();
        assertProblem(closing.extend(60), 409, "closure-ended");
    }

    /** The worker that finds the refusal has nothing to store, and yet the row must be found again. */
    @Test
    void aClosureThatIsDeclinedWhileAWorkerHoldsItIsLetGo() throws SQLException {
        Closing closing =
                stage.propose(stage.session(), Map.of("reopenFor", "PT2S")).signedBy(ALICE);
        String row = " WHERE id = '" + closing.id() + "'";
        stage.database()
                .execute("UPDATE closure SET lease_epoch = lease_epoch + 1, lease_owner = 'a worker',"
                        + " lease_until = now() + interval '1 minute', due_at = now() + interval '1 minute'" + row);
        closing.decline(BOB, "no").ok();
        stage.database().execute("UPDATE closure SET lease_until = now(), due_at = now()" + row);

        assertThat(closing.story()).endsWith("closure.declined", "closure.ended");
        assertThat(wrappedKey(closing)).isNull();
    }

    @Test
    void aParkedClosureThatSomebodyClosesIsProvedWithoutAnOperator() {
        Closing closing = stage.propose(stage.session()).signedBy(ALICE);
        stage.api()
                .post(closing.path("/parking"), Map.of("reason", "looking into it"))
                .ok();
        stage.node().ledger().close(closing.session());
        stage.database()
                .execute("UPDATE closure SET due_at = now() WHERE status = 'PARKED' AND id = '" + closing.id()
                        + "' AND due_at IS NOT NULL");

        closing.settles("CLOSED_ELSEWHERE");
    }

    private static SessionId three() {
        return stage.session(
                definition(2, ALICE, BOB, CAROL), holds(ALICE, "20"), holds(BOB, "30"), holds(CAROL, "50"));
    }

    private static String wrappedKey(Closing closing) throws SQLException {
        var database = stage.database();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var query = connection.prepareStatement("SELECT wrapped_key FROM closure WHERE id = ?::uuid")) {
            query.setString(1, closing.id());
            try (var row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }
}
