package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalHub;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two whole services with one database and one key protect the same channels: the chain sees one of them. */
@EnabledIfAnvil
@Tag("database")
class TwoReplicasEscalateOnceTest {

    private static final String OPEN_WORK = "SELECT count(*) FROM chain_transaction WHERE ended_at IS NULL";

    private HubStage stage;
    private LocalHub bobs;
    private long paidBefore;

    @BeforeEach
    void start() {
        stage = new HubStage();
        stage.replicate();
        bobs = stage.channelOf(BOB);
        stage.depositPack();
        stage.depositPack(bobs);
        paidBefore = stage.paid();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void theDeadlinePassesWithBothAliveAndEachChannelIsChallengedAndClosedOnce() {
        String closure = stage.proposeAtItsDeadline("CHALLENGE");
        awaitDisputed(closure);
        stage.pastTheWindow();
        stage.awaitStatus(closure, "PROTECTED");

        assertOneEffectEach(closure);
    }

    @Test
    void bothAreStoppedInTheMiddleAndTwoOthersGoOnWithOneEffect() {
        String closure = stage.proposeAtItsDeadline("CHALLENGE");
        stage.awaitStatus(closure, "ESCALATING");
        stage.restart();
        awaitDisputed(closure);
        stage.pastTheWindow();
        stage.restart();
        stage.awaitStatus(closure, "PROTECTED");

        assertOneEffectEach(closure);
    }

    private void awaitDisputed(String closure) {
        stage.awaitOnChain(Status.CHALLENGED, 1);
        Awaitility.await()
                .atMost(HubStage.PATIENCE)
                .untilAsserted(
                        () -> assertThat(protections(closure, "status")).isEqualTo(List.of("DISPUTED", "DISPUTED")));
    }

    private void assertOneEffectEach(String closure) {
        Awaitility.await()
                .atMost(HubStage.PATIENCE)
                .untilAsserted(() -> assertThat(stage.rows(OPEN_WORK)).containsExactly("0"));
        for (LocalHub channel : List.of(stage.channel(), bobs)) {
            assertThat(stage.logs(channel)).containsOnlyOnce("Challenged", "Closed");
        }
        assertThat(protections(closure, "status")).isEqualTo(List.of("FINALISED", "FINALISED"));
        assertThat(protections(closure, "recovered")).isEqualTo(List.of("100", "100"));
        assertThat(stage.closure(closure).get("outcome").asString()).isEqualTo("CHALLENGED");
        assertEachIntentWasSentOnce();
        assertToldOnceAndInOrder(closure);
    }

    /** Four intents, four nonces in a row, one hash each, and as many transactions of the account in blocks. */
    private void assertEachIntentWasSentOnce() {
        assertThat(stage.rows("SELECT purpose || ' ' || status FROM chain_transaction ORDER BY purpose"))
                .containsExactly(
                        "escalation challenge CONFIRMED",
                        "escalation challenge CONFIRMED",
                        "escalation close CONFIRMED",
                        "escalation close CONFIRMED");
        List<String> nonces =
                IntStream.range(0, 4).mapToObj(each -> "" + (paidBefore + each)).toList();
        assertThat(stage.rows("SELECT nonce FROM chain_transaction ORDER BY nonce"))
                .isEqualTo(nonces);
        assertThat(stage.rows("SELECT nonce FROM chain_transaction_hash ORDER BY nonce"))
                .isEqualTo(nonces);
        assertThat(stage.paid()).isEqualTo(paidBefore + 4);
        assertThat(stage.rows("SELECT status FROM escalation")).isEqualTo(List.of("FINALISED", "FINALISED"));
    }

    private void assertToldOnceAndInOrder(String closure) {
        List<String> types = stage.types(closure);
        assertThat(types.stream().filter(type -> type.equals("escalation.started")))
                .hasSize(1);
        assertThat(types.getLast()).isEqualTo("closure.ended");
        List<JsonNode> events = stage.get("/v1/closures/" + closure + "/timeline?limit=200")
                .get("events")
                .valueStream()
                .toList();
        for (LocalHub channel : List.of(stage.channel(), bobs)) {
            assertThat(events.stream()
                            .filter(event -> event.at("/data/channelId")
                                    .asString("")
                                    .equals(channel.id().hex()))
                            .map(event -> event.get("type").asString()))
                    .containsExactly("escalation.sent", "escalation.confirmed", "escalation.finalised");
        }
    }

    private List<String> protections(String closure, String member) {
        return stage.closure(closure)
                .get("protections")
                .valueStream()
                .map(each -> each.get(member).asString())
                .toList();
    }
}
