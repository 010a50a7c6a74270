package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.testing.EnabledIfAnvil;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The last signature comes after the deadline, while a challenge is at each of its stages: never does a closure claim both. */
@EnabledIfAnvil
@Tag("database")
class LateConsensusEndToEndTest {

    private static final String CHALLENGE = "SELECT status FROM chain_transaction";
    private static final String WISHED = "SELECT progress ->> 'withdrawing' FROM chain_transaction";

    private HubStage stage;
    private long paidBefore;

    @BeforeEach
    void start() {
        stage = new HubStage();
        stage.depositPack();
        paidBefore = stage.paid();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void anUnsentChallengeIsTakenBackAndTheSessionClosesByAgreement() {
        stage.halt(true);
        String closure = escalating();
        awaitRows(CHALLENGE, "INTENDED");
        stage.awaitProtection(closure, "SENT");

        stage.sign(closure, BOB);

        stage.awaitStatus(closure, "SETTLED");
        JsonNode closed = stage.closure(closure);
        assertThat(closed.get("outcome").asString()).isEqualTo("COOPERATIVE");
        assertThat(closed.at("/protections/0/status").asString()).isEqualTo("STOPPED");
        assertThat(closed.at("/protections/0/reason").asString()).isEqualTo(Reasons.CONSENSUS_REACHED);
        assertThat(stage.types(closure)).doesNotContain("escalation.sent", "escalation.confirmed");
        assertNothingIsLeftToSend();
        stage.halt(false);
        assertThat(stage.rows(CHALLENGE)).containsExactly("WITHDRAWN");
        assertThat(stage.paid()).isEqualTo(paidBefore);
        assertThat(stage.logs(stage.channel())).doesNotContain("Challenged");
        assertThat(stage.channel().read().status()).isEqualTo(Status.OPEN);
    }

    /** Neither its call nor the participant's bearer signature in it are kept. */
    private void assertNothingIsLeftToSend() {
        assertThat(stage.rows("SELECT count(*) FROM chain_transaction WHERE ended_at IS NULL OR data IS NOT NULL"))
                .containsExactly("0");
        assertThat(stage.rows("SELECT count(*) FROM chain_transaction_hash")).containsExactly("0");
    }

    @Test
    void aBroadcastChallengeThatIsInNoBlockIsReplacedByNothing() {
        stage.chain().anvil().automine(false);
        String closure = escalating();
        awaitRows(CHALLENGE, "BROADCAST");
        awaitPending(1);

        stage.sign(closure, BOB);
        awaitRows("SELECT kind FROM chain_transaction_hash ORDER BY number", "CALL", "CANCEL");
        awaitReplaced();
        stage.chain().anvil().automine(true);
        stage.chain().anvil().mine();

        stage.awaitStatus(closure, "SETTLED");
        assertThat(stage.closure(closure).at("/protections/0/status").asString())
                .isEqualTo("STOPPED");
        assertThat(stage.logs(stage.channel())).doesNotContain("Challenged");
        assertThat(stage.paid()).isEqualTo(paidBefore + 1);
    }

    @Test
    void aChallengeThatIsMinedAfterAllRunsToItsEndBeforeTheSessionIsClosed() {
        stage.chain().anvil().automine(false);
        String closure = escalating();
        awaitRows(CHALLENGE, "BROADCAST");
        awaitPending(1);
        stage.halt(true);

        stage.sign(closure, BOB);
        awaitRows(WISHED, "true");
        stage.chain().anvil().automine(true);
        stage.chain().anvil().mine();

        stage.awaitProtection(closure, "DISPUTED");
        assertThat(stage.closure(closure).get("status").asString()).isEqualTo("ESCALATING");
        stage.halt(false);
        assertPaidOutAndThenClosed(closure);
    }

    @Test
    void consensusDuringTheWindowWaitsForItsEnd() {
        String closure = escalating();
        stage.awaitProtection(closure, "DISPUTED");

        stage.sign(closure, BOB);

        assertPaidOutAndThenClosed(closure);
    }

    /** The channel by the chain, the session by the node: each is told where it was proved, and nothing was taken back. */
    private void assertPaidOutAndThenClosed(String closure) {
        stage.pastTheWindow();
        stage.awaitStatus(closure, "SETTLED");

        JsonNode closed = stage.closure(closure);
        assertThat(closed.get("outcome").asString()).isEqualTo("COOPERATIVE");
        assertThat(closed.at("/protections/0/status").asString()).isEqualTo("FINALISED");
        assertThat(closed.at("/protections/0/recovered").asString()).isEqualTo("100");
        assertThat(stage.types(closure))
                .containsSubsequence(
                        "escalation.confirmed", "escalation.finalised", "consensus.reached", "session.closed")
                .doesNotContain("escalation.refused");
        assertThat(stage.logs(stage.channel())).containsOnlyOnce("Challenged", "Closed");
        assertThat(stage.paid()).isEqualTo(paidBefore + 2);
    }

    /** Alice has signed in time, Bob has not. */
    private String escalating() {
        String closure = stage.propose("CHALLENGE", "PT1H");
        stage.sign(closure, ALICE);
        stage.atItsDeadline(closure);
        stage.awaitStatus(closure, "ESCALATING");
        return closure;
    }

    private void awaitRows(String sql, String... rows) {
        Awaitility.await()
                .atMost(HubStage.PATIENCE)
                .untilAsserted(() -> assertThat(stage.rows(sql)).isEqualTo(List.of(rows)));
    }

    /** What is stored is not sent yet. */
    private void awaitReplaced() {
        String hash = stage.rows("SELECT hash FROM chain_transaction_hash WHERE kind = 'CANCEL'")
                .getFirst();
        Awaitility.await()
                .atMost(HubStage.PATIENCE)
                .untilAsserted(() -> assertThat(stage.chain()
                                .anvil()
                                .rpc("eth_getTransactionByHash", hash)
                                .path("hash")
                                .asString(""))
                        .isEqualTo(hash));
    }

    private void awaitPending(long many) {
        Awaitility.await()
                .atMost(HubStage.PATIENCE)
                .untilAsserted(() -> assertThat(Long.decode(stage.chain()
                                .anvil()
                                .rpc("txpool_status")
                                .get("pending")
                                .asString()))
                        .isEqualTo(many));
    }
}
