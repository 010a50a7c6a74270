package dev.epilogue.channel.update;

import static dev.epilogue.channel.update.UpdateCalls.lineOf;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** v1: participants take over the release that the close made, with real signatures at a node that checks them. */
@Tag("database")
class AcknowledgingEndToEndTest {

    private static final String SUBMIT_STATE = "channels.v1.submit_state";

    private Stage stage;
    private UpdateCalls updates;

    @BeforeEach
    void open() {
        stage = Stage.open(Stage.unlimited(), Map.of("epilogue.work.poll", "200ms"));
        updates = new UpdateCalls(stage);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    @DisplayName("v1 checklist 49: the node accepts the acknowledgement, and the newest state is then signed by both")
    void whoeverSignsAfterTheCloseIsAcknowledgedAndWhoeverHasNoChannelHoldsNobodyUp() {
        channelOf(ALICE);
        Closing closing = closed("PT6H");

        String update = updates.asking(closing, ALICE);
        JsonNode asked = updates.payloads(update);
        assertThat(asked.path("payloads").get(0).path("purpose").asString()).isEqualTo("ACKNOWLEDGE");
        JsonNode receipt =
                updates.sign(update, ALICE, ALICE).expect(201).path("receipts").get(0);
        assertThat(receipt.path("jws").asString()).isNotEmpty();

        JsonNode closure = closing.await("SETTLED");
        assertThat(closure.path("outcome").asString()).isEqualTo("COOPERATIVE");
        assertThat(lineOf(closure, ALICE).path("status").asString()).isEqualTo("ACKNOWLEDGED");
        assertThat(lineOf(closure, BOB).path("status").asString()).isEqualTo("NO_CHANNEL");
        ChannelState newest = newest(ALICE);
        assertThat(newest.userSig()).isNotNull();
        assertThat(newest.nodeSig()).isNotNull();
        assertThat(submitted()).isEqualTo(1);

        assertThat(updates.find(update).path("status").asString()).isEqualTo("CONFIRMED");
        JsonNode again = updates.post(update, ALICE, asked, ALICE, false).expect(200);
        assertThat(again.path("receipts").get(0).path("jws").asString())
                .isEqualTo(receipt.path("jws").asString());
        JsonNode kept =
                stage.api().get("/v1/channel-updates/" + update + "/receipts").ok();
        assertThat(kept.at("/receipts/0/jws")).isEqualTo(receipt.path("jws"));
        assertThat(kept.path("status").asString()).isEqualTo("CONFIRMED");
    }

    @Test
    void oneVisitSufficesWhereTheNodeIssuedWhatWasPredicted() {
        channelOf(ALICE);
        channelOf(BOB);
        Closing closing = stage.propose(session(), policy("PT6H"));
        assertThat(closing.payloads(ALICE).path("payloads"))
                .extracting(payload -> payload.path("purpose").asString())
                .containsExactly("CLOSE", "RELEASE", "ACKNOWLEDGE", "CHALLENGE");
        assertThat(closing.signInOneVisit(ALICE).expect(201).path("receipts")).hasSize(4);
        closing.signedBy(BOB);

        assertThat(updates.line(
                                closing,
                                ALICE,
                                line -> line.path("status").asString().equals("ACKNOWLEDGED"),
                                "an acknowledgement without another visit")
                        .path("channelUpdate")
                        .path("status")
                        .asString())
                .isEqualTo("CONFIRMED");
        assertThat(lineOf(closing.now(), ALICE)
                        .at("/channelUpdate/escalationPack/reason")
                        .asString())
                .as("without a chain nothing can be challenged")
                .isEqualTo("chain-not-configured");
        updates.sign(updates.asking(closing, BOB), BOB, BOB).expect(201);
        assertThat(closing.await("SETTLED").path("outcome").asString()).isEqualTo("COOPERATIVE");
        assertThat(submitted()).isEqualTo(2);
    }

    @Test
    void whatDiffersByAByteIsDroppedAndAskedForAnew() {
        channelOf(ALICE);
        Closing closing = stage.propose(session(), policy("PT6H"));
        closing.signInOneVisit(ALICE).expect(201);
        // another credit comes in between: the release gets another version than was predicted
        stage.node().ledger().close(stage.session(definition(1, ALICE), holds(ALICE, "1")));
        closing.signedBy(BOB);

        String update = updates.asking(closing, ALICE);
        assertThat(updates.payloads(update).path("because").asString()).isEqualTo("PREDICTION_DIFFERS");
        assertThat(submitted()).isZero();
        updates.sign(update, ALICE, ALICE).expect(201);
        assertThat(lineOf(closing.await("SETTLED"), ALICE).path("status").asString())
                .isEqualTo("ACKNOWLEDGED");
    }

    @Test
    void whatMayBeSignedAlongMayComeLaterAndIsAllOrNothing() {
        channelOf(ALICE);
        Closing closing = stage.propose(session(), policy("PT6H")).signedBy(ALICE);

        List<Map<String, Object>> right = closing.along(ALICE, ALICE);
        List<Map<String, Object>> mixed =
                List.of(right.get(0), closing.along(ALICE, CAROL).get(1));
        closing.signAlong(ALICE, mixed).expect(422, "signature-stranger");
        closing.signAlong(BOB, right).expect(422, "signature-count");
        JsonNode first = closing.signAlong(ALICE, right).expect(201);
        assertThat(first.path("receipts")).hasSize(3);
        assertThat(closing.signAlong(ALICE, right).expect(200).path("receipts")).hasSize(4);
        closing.signedBy(BOB);
        assertThat(lineOf(closing.await("SETTLED"), ALICE).path("status").asString())
                .isEqualTo("ACKNOWLEDGED");
    }

    @Test
    @DisplayName("v1 checklist 48: in a void channel the release stays unsigned, and an acknowledgement of it counts")
    void aVoidChannelIsAcknowledgedThoughTheNodeSignedNoRelease() {
        channelOf(ALICE);
        notOnChain(channelOf(BOB));
        Closing closing = closed("PT6H");
        updates.sign(updates.asking(closing, ALICE), ALICE, ALICE).expect(201);

        String bobs = updates.asking(closing, BOB);
        assertThat(newest(BOB).nodeSig()).isNull();
        assertThat(updates.payloads(bobs).path("payloads"))
                .as("a release that the node has not signed is of no use to anybody")
                .extracting(payload -> payload.path("purpose").asString())
                .containsExactly("ACKNOWLEDGE");
        assertThat(updates.line(
                        closing,
                        ALICE,
                        line -> line.path("status").asString().equals("ACKNOWLEDGED"),
                        "Alice's end while Bob is waited for"))
                .isNotNull();
        updates.sign(bobs, BOB, BOB).expect(201);

        JsonNode closure = closing.await("SETTLED");
        assertThat(lineOf(closure, BOB).path("status").asString()).isEqualTo("ACKNOWLEDGED");
        assertThat(newest(BOB).userSig()).isNotNull();
        assertThat(newest(BOB).nodeSig()).isNotNull();
    }

    @Test
    void whoeverIsSilentWithAVoidChannelIsReportedAndHoldsNobodyUp() {
        channelOf(ALICE);
        notOnChain(channelOf(BOB));
        Closing closing = closed("PT3S");
        updates.sign(updates.asking(closing, ALICE), ALICE, ALICE).expect(201);

        JsonNode closure = closing.await("SETTLED");
        assertThat(lineOf(closure, ALICE).path("status").asString()).isEqualTo("ACKNOWLEDGED");
        assertThat(lineOf(closure, BOB).path("status").asString()).isEqualTo("UNACKNOWLEDGED");
    }

    @Test
    void aChallengedChannelIsReportedAndTheOthersGoOn() {
        channelOf(ALICE);
        String bobs = channelOf(BOB);
        stage.node().ledger().channelChallenged(bobs, 1, Instant.now().plusSeconds(3600));
        Closing closing = closed("PT6H");

        updates.sign(updates.asking(closing, ALICE), ALICE, ALICE).expect(201);
        JsonNode closure = closing.await("SETTLED");
        assertThat(lineOf(closure, BOB).path("status").asString()).isEqualTo("CHALLENGED");
        assertThat(lineOf(closure, ALICE).path("status").asString()).isEqualTo("ACKNOWLEDGED");
    }

    @Test
    void aSilentParticipantIsGivenUpAfterSettleForAndHoldsNobodyUp() {
        channelOf(ALICE);
        channelOf(BOB);
        Closing closing = closed("PT10S");
        updates.sign(updates.asking(closing, ALICE), ALICE, ALICE).expect(201);

        JsonNode closure = closing.await("SETTLED");
        assertThat(lineOf(closure, ALICE).path("status").asString()).isEqualTo("ACKNOWLEDGED");
        assertThat(lineOf(closure, BOB).path("status").asString()).isEqualTo("UNACKNOWLEDGED");
        assertThat(closure.path("outcome").asString()).isEqualTo("COOPERATIVE");
    }

    @Test
    void aLostAnswerIsReadBackAndNothingIsAcknowledgedTwice() {
        channelOf(ALICE);
        stage.node().with(FaultRule.on(SUBMIT_STATE, new Fault.DropAfter()));
        Closing closing = closed("PT6H");
        updates.sign(updates.asking(closing, ALICE), ALICE, ALICE).expect(201);

        assertThat(lineOf(closing.await("SETTLED"), ALICE).path("status").asString())
                .isEqualTo("ACKNOWLEDGED");
        assertThat(stage.node().ledger().states(ALICE.address(), "yusd").stream()
                        .filter(state -> state.transition().type() == 1))
                .hasSize(1);
    }

    @Test
    void theServiceMayDieBetweenAnyTwoSteps() {
        channelOf(ALICE);
        Closing closing = closed("PT6H");
        stage.restartService();
        String update = new UpdateCalls(stage).asking(closing, ALICE);
        stage.restartService();
        stage.node().with(FaultRule.on(SUBMIT_STATE, new Fault.Silent()));
        new UpdateCalls(stage).sign(update, ALICE, ALICE).expect(201);
        stage.restartService();

        assertThat(lineOf(closing.await("SETTLED"), ALICE).path("status").asString())
                .isEqualTo("ACKNOWLEDGED");
        assertThat(stage.node().ledger().states(ALICE.address(), "yusd").stream()
                        .filter(state -> state.transition().type() == 1))
                .hasSize(1);
    }

    private Closing closed(String settleFor) {
        return stage.propose(session(), policy(settleFor)).signedBy(ALICE, BOB);
    }

    private dev.epilogue.value.SessionId session() {
        return stage.session();
    }

    private static Map<String, Object> policy(String settleFor) {
        return Map.of("channelUpdate", "ACKNOWLEDGE", "settleFor", settleFor);
    }

    private String channelOf(Wallet wallet) {
        return stage.node().ledger().openChannel(Hex.decode(wallet.privateKey()), "yusd", Amount.parse("100"));
    }

    /** As agreed with the node, before its creation was ever seen on chain. */
    private void notOnChain(String channel) {
        Channel open = stage.node().ledger().channel(channel).orElseThrow();
        stage.node()
                .ledger()
                .put(new Channel(open.id(), open.account(), open.terms(), open.token(), Channel.Status.VOID, 0, null));
    }

    private ChannelState newest(Wallet wallet) {
        return stage.node().ledger().states(wallet.address(), "yusd").getLast();
    }

    private long submitted() {
        return stage.node().journal().frames().stream()
                .filter(frame -> SUBMIT_STATE.equals(frame.method()))
                .count();
    }
}
