package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.channel.ChallengeKeeper;
import dev.epilogue.channel.StateArchive;
import dev.epilogue.closure.GivenChallenge;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.NodeState;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** v1: a participant signs once, for the close and for everything after it, down to a challenge of its channel on a real chain. */
@EnabledIfAnvil
@Tag("database")
class OneVisitEndToEndTest {

    private HubStage stage;

    @BeforeEach
    void start() {
        stage = new HubStage();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void whatWasSignedInOneVisitBringsTheMoneyOutWhenTheNodeFallsSilentAfterwards() {
        String closed = stage.proposeFollowing("ACKNOWLEDGE");
        assertThat(stage.signInOneVisit(closed, ALICE).get("receipts")).hasSize(4);
        stage.sign(closed, BOB);
        stage.restart();
        stage.awaitStatus(closed, "SETTLED");

        JsonNode line = stage.awaitLine(closed, "KEPT");
        assertThat(line.at("/channelUpdate/escalationPack/status").asString()).isEqualTo("KEPT");
        assertThat(stage.pack().at("/pack/status").asString()).isEqualTo("CURRENT");
        assertThat(stage.pack().at("/pack/stateVersion").asString())
                .as("the acknowledgement, the newest state that both signed")
                .isEqualTo(stage.pack().at("/candidate/stateVersion").asString())
                .isEqualTo("3");
        assertThat(packEvents(closed)).containsExactly("KEPT");

        assertThat(handedOnAgain()).isEqualTo(GivenChallenge.kept());
        assertThat(pack().version()).isEqualTo(BigInteger.valueOf(3));

        forgetWhatTheClosureKnew(closed);
        String open = stage.propose("NONE", "PT1H");
        stage.node().refuseConnections();
        stage.node().dropConnections();
        stage.atItsDeadline(open);
        stage.awaitStatus(open, "EXPIRED");
        stage.post("/v1/closures/" + open + "/challenge", "{'action':'CHALLENGE'}", 202);

        stage.awaitOnChain(Status.CHALLENGED, 3);
        stage.pastTheWindow();
        stage.awaitStatus(open, "PROTECTED");
        assertThat(stage.closure(open).at("/protections/0/recovered").asString())
                .isEqualTo("150");
        assertThat(stage.chain().balance(stage.chain().usd(), ALICE.address()))
                .isEqualTo(BigInteger.valueOf(150_000_000));
    }

    @Test
    void whereTheNodeIssuesOtherBytesThereIsNoPackUntilItIsSignedAnew() {
        String closed = stage.proposeFollowing("CHECKPOINT");
        stage.signInOneVisit(closed, ALICE);
        // another credit comes in between: everything after it gets another version than was predicted
        stage.node().ledger().close(stage.session());
        stage.sign(closed, BOB);

        JsonNode line = stage.awaitLine(closed, "WAITING_SIGNATURE");
        assertThat(line.at("/channelUpdate/escalationPack/status").asString()).isEqualTo("DISCARDED");
        assertThat(line.at("/channelUpdate/escalationPack/reason").asString()).isEqualTo("PREDICTION_DIFFERS");
        assertThat(stage.pack().get("pack").isNull()).isTrue();
        assertThat(packEvents(closed)).containsExactly("DISCARDED PREDICTION_DIFFERS");

        stage.sign("/v1/channel-updates/" + line.at("/channelUpdate/id").asString(), ALICE, true);
        stage.awaitStatus(closed, "SETTLED");
        stage.awaitOnChain(Status.OPEN, 4);
        assertThat(stage.pack().at("/pack/stateVersion").asString()).isEqualTo("4");
        assertThat(stage.pack().at("/pack/status").asString()).isEqualTo("CURRENT");
        assertThat(packEvents(closed)).containsOnly("DISCARDED PREDICTION_DIFFERS", "KEPT");

        String open = stage.proposeAtItsDeadline("CHALLENGE");
        stage.awaitOnChain(Status.CHALLENGED, 4);
        stage.awaitProtection(open, "DISPUTED");
    }

    @Test
    void aChainThatIsAwayHoldsNobodyUpAndThePackIsKept() {
        String closed = stage.proposeFollowing("ACKNOWLEDGE");
        stage.signInOneVisit(closed, ALICE);
        stage.chain().anvil().close();
        stage.sign(closed, BOB);

        stage.awaitStatus(closed, "SETTLED");
        stage.awaitLine(closed, "KEPT");
        assertThat(pack().version()).isEqualTo(BigInteger.valueOf(3));
        assertThat(pack().status()).isEqualTo(Pack.Status.CURRENT);
    }

    private Pack pack() {
        return stage.service()
                .bean(Packs.class)
                .find(
                        TenantId.DEFAULT,
                        stage.node().nodeAddress(),
                        stage.channel().id())
                .block(HubStage.PATIENCE);
    }

    /** As when the service dies between keeping it and remembering that: the same is handed on once more. */
    private GivenChallenge handedOnAgain() {
        Address node = stage.node().nodeAddress();
        NodeState state = stage.service()
                .bean(StateArchive.class)
                .newestOf(node, stage.channel().id())
                .block(HubStage.PATIENCE)
                .orElseThrow();
        String wire = stage.service()
                .bean(Packs.class)
                .open(TenantId.DEFAULT, node, stage.channel().id())
                .block(HubStage.PATIENCE)
                .challengerSignature();
        return stage.service()
                .bean(ChallengeKeeper.class)
                .keep(new ChallengeKeeper.Given(TenantId.DEFAULT, "sandbox", node, state, wire))
                .block(HubStage.PATIENCE);
    }

    /** As when a closure's key is destroyed, and with it everything that was sealed for it. */
    private void forgetWhatTheClosureKnew(String closure) {
        stage.database().execute("UPDATE closure SET wrapped_key = NULL WHERE id = '" + closure + "'");
        stage.database().execute("UPDATE signature SET sealed = NULL WHERE closure_id = '" + closure + "'");
        stage.restart();
    }

    private List<String> packEvents(String closure) {
        return stage.get("/v1/closures/" + closure + "/timeline?limit=200")
                .get("events")
                .valueStream()
                .map(event -> event.get("data"))
                .filter(data -> data.has("escalationPack"))
                .map(data -> (data.get("escalationPack").asString() + " "
                                + data.path("escalationPackReason").asString(""))
                        .strip())
                .distinct()
                .toList();
    }
}
