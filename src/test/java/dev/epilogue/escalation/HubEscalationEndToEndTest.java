package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.testing.Certified;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a deadline to recovered funds at a v1 node's hub, on a real chain through the whole service. */
@EnabledIfAnvil
@Tag("database")
class HubEscalationEndToEndTest {

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
    @DisplayName("v1 checklist 51, 53, 55, 59: from the deadline to recovered funds, with the session left open")
    void fromTheDeadlineToRecoveredFunds() {
        JsonNode pack = stage.depositPack();
        assertThat(pack.at("/pack/status").asString()).isEqualTo("CURRENT");
        assertThat(pack.toString()).doesNotContain("signature\"");
        String closure = stage.proposeAtItsDeadline("CHALLENGE");

        stage.awaitStatus(closure, "ESCALATING");
        stage.awaitOnChain(Status.CHALLENGED, 1);
        stage.awaitProtection(closure, "DISPUTED");
        JsonNode report = stage.get("/v1/closures/" + closure + "/challenge");
        assertThat(report.get("notRecoverable").toString()).contains("SESSION_FUNDS");
        assertThat(report.at("/channels/0/reasons/0").asString()).isEqualTo("under-way");

        stage.restart();
        stage.pastTheWindow();

        stage.awaitStatus(closure, "PROTECTED");
        JsonNode ended = stage.closure(closure);
        assertThat(ended.get("outcome").asString()).isEqualTo("CHALLENGED");
        assertThat(ended.at("/session/closed").asBoolean()).isFalse();
        assertThat(ended.at("/protections/0/recovered").asString()).isEqualTo("100");
        assertThat(ended.at("/protections/0/status").asString()).isEqualTo("FINALISED");
        assertThat(stage.chain().balance(stage.chain().usd(), ALICE.address()))
                .isEqualTo(BigInteger.valueOf(100_000_000));
        assertThat(stage.types(closure))
                .containsSubsequence(
                        "escalation.started",
                        "escalation.sent",
                        "escalation.confirmed",
                        "escalation.finalised",
                        "closure.ended");
        assertThat(stage.get("/v1/channels/" + stage.channel().id() + "/escalation-pack?participant=" + ALICE.address())
                        .at("/pack/status")
                        .asString())
                .isEqualTo("SPENT");
        JsonNode certified = Certified.closure("v1-protected", stage.get("/v1/closures/" + closure + "/certificate"));
        assertThat(certified.get("status").asString()).isEqualTo("PROTECTED");
        assertThat(certified.at("/protections/0/recovered").asString()).isEqualTo("100");
    }

    @Test
    @DisplayName("v1 checklist 58: what the contract could not pay out waits for its owner, who is told to claim it")
    void whatTheContractCouldNotPayOutIsReported() {
        stage.depositPack();
        String closure = stage.proposeAtItsDeadline("CHALLENGE");
        stage.awaitProtection(closure, "DISPUTED");
        stage.chain().setMood(stage.chain().usd(), LocalChain.Mood.REVERTS);

        stage.pastTheWindow();
        stage.awaitStatus(closure, "PROTECTED");

        JsonNode protection = stage.closure(closure).at("/protections/0");
        assertThat(protection.get("recovered").asString()).isEqualTo("0");
        assertThat(protection.get("reclaimable").asString()).isEqualTo("100");
        assertThat(protection.get("claim").asString()).contains("claimFunds");
    }

    @Test
    @DisplayName("v1 checklist 54: a checkpoint instead of a challenge where it protects as well")
    void aCheckpointInsteadOfAChallengeWhereItProtectsAsWell() {
        stage.countersignedRelease();
        String closure = stage.proposeAtItsDeadline("CHALLENGE");

        stage.awaitOnChain(Status.OPEN, 2);
        stage.awaitStatus(closure, "EXPIRED");

        assertThat(stage.closure(closure).at("/protections/0/action").asString())
                .isEqualTo("CHECKPOINT");
        assertThat(stage.closure(closure).at("/protections/0/status").asString())
                .isEqualTo("CHECKPOINTED");
        assertThat(stage.channel().read().userAmount()).isEqualTo(BigInteger.valueOf(150_000_000));
    }

    @Test
    @DisplayName("v1 checklist 56: somebody else's dispute with an old state is answered with the newest archived one")
    void aForeignDisputeIsAnsweredByTheWatch() {
        stage.countersignedRelease();
        String path = "/v1/channels/" + stage.channel().id() + "/watch";
        stage.post(path, "{'participant':'%s','watched':true}".formatted(ALICE.address()), 200);
        stage.node().refuseConnections();
        SignedState.Hub old = (SignedState.Hub) stage.channel().read().last();
        stage.chain()
                .send(
                        BOB.address(),
                        stage.channel()
                                .contract()
                                .challenge(
                                        stage.channel().id(),
                                        old,
                                        List.of(),
                                        stage.channel().challengerSignature(old.state())));

        stage.awaitOnChain(Status.OPEN, 2);
        stage.node().acceptConnections();
        Awaitility.await()
                .atMost(HubStage.PATIENCE)
                .untilAsserted(() ->
                        assertThat(stage.get(path).get("answered").asInt()).isEqualTo(1));
    }

    @Test
    @DisplayName("v1 checklist 60: with the node down at the deadline the contract is the one that was verified before")
    void withTheNodeDownAtTheDeadlineItGoesOnWithWhatIsKnown() {
        stage.depositPack();
        String closure = stage.propose("CHALLENGE", "PT1H");
        stage.node().refuseConnections();
        stage.node().dropConnections();
        stage.atItsDeadline(closure);

        stage.awaitOnChain(Status.CHALLENGED, 1);
        stage.pastTheWindow();
        stage.awaitStatus(closure, "PROTECTED");
    }

    @Test
    void anAnsweredChallengeEndsTheEscalation() {
        stage.depositPack();
        String closure = stage.proposeAtItsDeadline("CHALLENGE");
        stage.awaitProtection(closure, "DISPUTED");
        SignedState.Hub newer =
                stage.channel().coSigned(stage.channel().state(2, HubState.OPERATE, 100_000_000, 120_000_000));

        stage.chain()
                .send(
                        BOB.address(),
                        stage.channel().contract().checkpoint(stage.channel().id(), newer));

        stage.awaitStatus(closure, "EXPIRED");
        assertThat(stage.closure(closure).at("/protections/0/status").asString())
                .isEqualTo("ANSWERED");
        assertThat(stage.types(closure)).contains("escalation.answered");
    }

    @Test
    void aChannelClosedByAgreementDuringTheWindowEndsTheEscalation() {
        stage.depositPack();
        String closure = stage.proposeAtItsDeadline("CHALLENGE");
        stage.awaitProtection(closure, "DISPUTED");
        SignedState.Hub finish = stage.channel().coSigned(stage.channel().state(2, HubState.CLOSE, 0, 0));

        stage.chain()
                .send(
                        BOB.address(),
                        stage.channel().contract().close(stage.channel().id(), finish));

        stage.awaitStatus(closure, "EXPIRED");
        JsonNode protection = stage.closure(closure).at("/protections/0");
        assertThat(protection.get("status").asString()).isEqualTo("CLOSED_BY_AGREEMENT");
        assertThat(protection.get("recovered").asString()).isEqualTo("100");
    }

    @Test
    void aPackOfSomebodyElseOrOverTheStateItselfIsRefusedByName() {
        String path = "/v1/channels/" + stage.channel().id() + "/escalation-pack?participant=" + ALICE.address();
        JsonNode offer = stage.get(path);
        Hash32 digest = Hash32.parse(offer.at("/sign/digest").asString());
        HubState stored = ((SignedState.Hub) stage.channel().read().last()).state();

        assertThat(refused(path, BOB.sign(digest).hex(), 422)).isEqualTo("signature-stranger");
        assertThat(refused(
                        path,
                        ALICE.sign(stored.packed(stage.channel().id()).digest()).hex(),
                        422))
                .isEqualTo("signature-prefix");
        assertThat(refused(path, "0x01" + ALICE.sign(digest).hex().substring(2), 422))
                .isEqualTo("session-key-scope");
        assertThat(stage.post(
                                path,
                                "{'signature':'%s','stateVersion':'7'}"
                                        .formatted(ALICE.sign(digest).hex()),
                                409)
                        .get("code")
                        .asString())
                .isEqualTo("stale-version");
    }

    @Test
    @DisplayName("v1 checklist 52: a newer co-signed state makes a pack stale and destroys it")
    void aNewerStateDestroysAPack() {
        stage.depositPack();
        stage.countersignedRelease();
        String path = "/v1/channels/" + stage.channel().id() + "/escalation-pack?participant=" + ALICE.address();

        Awaitility.await()
                .atMost(HubStage.PATIENCE)
                .untilAsserted(
                        () -> assertThat(stage.get(path).at("/pack/status").asString())
                                .isEqualTo("STALE"));
        assertThat(stage.get(path).at("/candidate/stateVersion").asString()).isEqualTo("2");
    }

    @Test
    void nobodyIsFrozenWhileClosingByAgreementMaySucceedAndTheReportSaysSo() {
        stage.depositPack();
        String closure = stage.propose("NONE", "PT1H");

        JsonNode refused = stage.post("/v1/closures/" + closure + "/challenge", "{}", 409);

        assertThat(refused.get("code").asString()).isEqualTo("challenge-unavailable");
        assertThat(refused.at("/report/channels/0/reasons").toString()).contains("cooperative-close-possible");
        assertThat(refused.at("/report/notRecoverable").toString()).contains("SESSION_FUNDS");
        assertThat(stage.closure(closure).get("status").asString()).isEqualTo("COLLECTING");
    }

    @Test
    void lateConsensusClosesTheSessionAfterACheckpoint() {
        stage.countersignedRelease();
        String closure = stage.propose("CHECKPOINT", "PT1H");
        stage.post("/v1/closures/" + closure + "/challenge", "{'action':'CHECKPOINT'}", 202);
        stage.awaitProtection(closure, "CHECKPOINTED");

        stage.sign(closure, ALICE);
        stage.sign(closure, BOB);

        stage.awaitStatus(closure, "SETTLED");
        assertThat(stage.closure(closure).get("outcome").asString()).isEqualTo("COOPERATIVE");
    }

    @Test
    void aChallengeThatVanishesWithItsBlockIsSentAgain() {
        stage.depositPack();
        String snapshot = stage.chain().anvil().rpc("evm_snapshot").asString();
        String closure = stage.proposeAtItsDeadline("CHALLENGE");
        stage.awaitProtection(closure, "DISPUTED");

        stage.chain().anvil().rpc("evm_revert", snapshot);

        stage.awaitOnChain(Status.CHALLENGED, 1);
        stage.awaitProtection(closure, "DISPUTED");
        stage.pastTheWindow();
        stage.awaitStatus(closure, "PROTECTED");
    }

    private String refused(String path, String signature, int status) {
        return stage.post(path, "{'signature':'" + signature + "'}", status)
                .get("code")
                .asString();
    }
}
