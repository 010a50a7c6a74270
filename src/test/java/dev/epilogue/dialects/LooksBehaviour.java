package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.testing.Closing;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Somebody else closes or moves a session while signatures are collected: noticed without a signature, and long before the deadline. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LooksBehaviour {

    private static final Duration EVERY = Duration.ofSeconds(2);

    /** How many times in that span an instance asks whose turn it is. */
    private static final int TURNS = 12;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Numbers of this kind would take minutes to come by themselves. */
    static final Map<String, Object> OFTEN = Map.of("epilogue.looks.every", EVERY);

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
    void aCloseBySomebodyElseAtTheSameSplitIsSeen() {
        Closing closing = stage.propose(session()).signedBy(ALICE);
        node().close(closing.session());

        closing.settles("CLOSED_ELSEWHERE");
        assertThat(node().closesReceived(closing.session())).isZero();
        assertThat(Instant.parse(closing.now().path("deadline").asString())).isAfter(Instant.now());
    }

    @Test
    void aCloseAtAnotherSplitIsSeen() {
        Closing closing = stage.propose(session());
        node().update(closing.session(), holds(ALICE, "87"), holds(BOB, "0.5"));
        node().close(closing.session());

        assertThat(closing.await("SUPERSEDED").path("outcome").asString()).isEqualTo("CLOSED_ELSEWHERE");
    }

    @Test
    void aMoveOpensANewRoundThatTheSignersHearOf() {
        Closing closing = stage.propose(session()).signedBy(ALICE);
        node().update(closing.session(), holds(ALICE, "17.5"), holds(BOB, "70"));

        JsonNode moved = closing.await(closure -> round(closure) == 2, "a second round");
        assertThat(moved.path("status").asString()).isEqualTo("COLLECTING");
        assertThat(closing.timeline()).containsSubsequence("round.closed", "round.opened");
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
    }

    @Test
    void aClosureThatWaitsForAnotherSplitHearsOfTheClose() {
        Closing closing = stage.payOut(session(), holds(ALICE, "80"), holds(BOB, "7.5"));
        node().update(closing.session(), holds(ALICE, "17.5"), holds(BOB, "60"));
        closing.await(closure -> closure.path("waitingFor").asString().equals("PROPOSAL"), "waits for a proposal");
        node().update(closing.session(), holds(ALICE, "10"), holds(BOB, "60"));
        node().close(closing.session());

        closing.await("SUPERSEDED");
        assertThat(closing.timeline()).containsOnlyOnce("round.closed");
    }

    @Test
    void howOldTheSightOfTheSessionIsIsToldAndMovesNothing() {
        Closing closing = stage.propose(session()).signedBy(ALICE);
        JsonNode before = closing.now();

        JsonNode later = await().atMost(PATIENCE)
                .until(closing::now, closure -> readAt(closure).isAfter(readAt(before)));
        assertThat(later.path("revision").asLong())
                .isEqualTo(before.path("revision").asLong());
        assertThat(readAt(later)).isBefore(Instant.now());
        assertThat(closing.timeline()).doesNotContain("round.closed");
        closing.signedBy(BOB).settles("COOPERATIVE");
        JsonNode settled = closing.now();
        assertThat(readAt(settled))
                .isEqualTo(
                        Instant.parse(settled.path("session").path("closedAt").asString()));
    }

    /** As many turns as there are, and one request in each: not one for each session. */
    @Test
    void manySessionsOfOneWalletCostWhatOneCosts() {
        List<Closing> all =
                IntStream.range(0, 30).mapToObj(i -> stage.propose(session())).toList();
        long since = System.nanoTime();
        int reads = node().sessionReads();
        List<Instant> before =
                all.stream().map(closing -> readAt(closing.now())).toList();

        await().atMost(PATIENCE)
                .pollInterval(EVERY.dividedBy(4))
                .untilAsserted(() -> assertThat(IntStream.range(0, all.size()))
                        .allMatch(i ->
                                readAt(all.get(i).now()).isAfter(before.get(i).plus(EVERY))));
        double turns =
                (double) (System.nanoTime() - since) / EVERY.dividedBy(TURNS).toNanos();
        assertThat(node().sessionReads() - reads).isLessThanOrEqualTo((int) turns + 2);
        all.forEach(closing -> closing.cancel().ok());
    }

    @Test
    void twoInstancesLookNoMoreOftenThanOne() {
        try (RunningEpilogue other = stage.replica()) {
            Closing closing = stage.propose(session());
            long since = System.nanoTime();
            int reads = node().sessionReads();
            Instant before = readAt(closing.now());

            await().atMost(PATIENCE).until(() -> readAt(closing.now()).isAfter(before.plus(EVERY.multipliedBy(3))));
            double spans = (double) (System.nanoTime() - since) / EVERY.toNanos();
            assertThat(node().sessionReads() - reads).isLessThanOrEqualTo((int) spans + 1);
            assertThat(other.url()).isNotEqualTo(stage.epilogue().url());
            closing.cancel().ok();
        }
    }

    private NodeStand node() {
        return stage.stand();
    }

    private SessionId session() {
        Allocation[] holdings = {holds(ALICE, "50"), holds(BOB, "37.5")};
        return node().session(2, List.of(ALICE, BOB), holdings);
    }

    private static int round(JsonNode closure) {
        return closure.path("round").path("number").asInt();
    }

    private static Instant readAt(JsonNode closure) {
        return Instant.parse(closure.path("session").path("readAt").asString());
    }
}
