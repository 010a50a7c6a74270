package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.testing.Problems.assertProblem;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.clearnode.SettableClock;
import dev.epilogue.sandbox.clearnode.engine.Share;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.NodeStand.Mishap;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What only a ClearNode 0.5 does to a closure. */
class NitroRpcSpecialsEndToEndTest {

    private final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private ClearNodeStand stand;
    private Stage stage;

    @BeforeEach
    void open() {
        stand = ClearNodeStand.start(FakeClearNodeOptions.defaults().withClock(clock), ClearNodeStand.V04);
        stage = stand.stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    @DisplayName("0.x checklist 39: a lost frame is not followed by another one before the node's clock has passed it")
    void aLostFrameWaitsForItsFenceOnTheNodesClock() {
        SessionId session = session();
        stand.strikeClose(session, Mishap.CUT_BEFORE);
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);

        JsonNode waiting =
                closing.await(closure -> closure.path("waitingFor").asString().equals("FENCE"), "waits for the fence");
        assertThat(waiting.path("status").asString()).isEqualTo("SUBMITTING");
        assertProblem(closing.cancel(), 409, "outcome-unknown");
        assertThat(stand.closesReceived(session)).isEqualTo(1);
        clock.advance(Duration.ofHours(2));

        closing.await(closure -> round(closure) == 2, "a second round");
        assertThat(stand.closesReceived(session)).isEqualTo(1);
        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(stand.closesExecuted(session)).isEqualTo(1);
        assertThat(stand.closes(session))
                .extracting(frame -> frame.requestId().orElseThrow())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    @DisplayName(
            "0.x checklist 18: a login that was forgotten during collection is made anew, and the close goes through")
    void aForgottenLoginDuringCollectionHindersNobody() {
        Closing closing = stage.propose(session()).signedBy(ALICE);
        stand.node().forgetLogins();

        closing.signedBy(BOB).settles("COOPERATIVE");
        assertThat(stand.closesExecuted(closing.session())).isEqualTo(1);
        assertThat(stand.closes(closing.session()))
                .extracting(frame -> frame.text())
                .containsOnly(stand.closes(closing.session()).getFirst().text());
    }

    @Test
    void anExpiredLoginIsMadeAnewToo() {
        Closing closing = stage.propose(session()).signedBy(ALICE);
        stand.node().faults().on(ClearNodeStand.CLOSE).inject(new Fault.ExpireLogins());

        closing.signedBy(BOB).settles("COOPERATIVE");
        assertThat(stand.closesExecuted(closing.session())).isEqualTo(1);
    }

    @Test
    void anUpdateThatKeepsTheBalancesKeepsTheRoundAndItsSignatures() {
        SessionId session = session();
        Closing closing = stage.propose(session).signedBy(ALICE);
        stand.update(session, holds(ALICE, "50"), holds(BOB, "37.5"));

        JsonNode settled = closing.signedBy(BOB).settles("COOPERATIVE");
        assertThat(round(settled)).isEqualTo(1);
        assertThat(settled.path("session").path("versionNumber").asInt()).isEqualTo(3);
    }

    @Test
    @DisplayName(
            "0.x checklist 37: a deposit after the signatures is seen before anything is sent, and asks for new ones")
    void aDepositOpensANewRoundOverTheNewTotals() {
        SessionId session = session();
        Closing closing = stage.propose(session);
        stand.update(session, holds(ALICE, "60"), holds(BOB, "37.5"));
        closing.signedBy(ALICE, BOB).await(closure -> round(closure) == 2, "a second round");
        assertThat(stand.closesReceived(session)).isZero();

        JsonNode settled = closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(settled.path("settlement"))
                .extracting(line -> line.path("amount").asString())
                .containsExactlyInAnyOrder("60", "37.5");
    }

    @Test
    @DisplayName(
            "0.x checklist 34: a session key with its owner's mandate counts, as conditional, and the node confirms it")
    void aSessionKeyWithAMandateSignsAndIsExecuted() {
        stand.node()
                .registerSessionKey(
                        ALICE.address(),
                        CAROL.address(),
                        "closure-demo",
                        clock.instant().plus(Duration.ofHours(3)));
        Closing closing = stage.propose(session());

        closing.signWithMandate(ALICE, CAROL).ok();
        JsonNode signed = closing.now().path("consensus").path("signed").get(0);
        assertThat(signed.path("conditional").asBoolean()).isTrue();
        assertThat(signed.path("signer").asString())
                .isEqualToIgnoringCase(CAROL.address().toString());
        closing.signedBy(BOB).settles("COOPERATIVE");
    }

    @Test
    void whatASessionKeySignedIsNotSentOnceItsMandateHasEnded() {
        stand.node()
                .registerSessionKey(
                        ALICE.address(),
                        CAROL.address(),
                        "closure-demo",
                        clock.instant().plus(Duration.ofHours(3)));
        Closing closing = stage.propose(session());
        Instant ends = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(15);
        closing.signWithMandate(ALICE, CAROL, ends).ok();
        await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(ends.plusSeconds(1)));

        closing.signedBy(BOB);
        closing.await(closure -> closing.timeline().contains("consensus.lost"), "the mandate's end");

        JsonNode removed = closing.stage()
                .api()
                .get(closing.path("/timeline"))
                .ok()
                .path("events")
                .valueStream()
                .filter(event -> event.path("type").asString().equals("signature.removed"))
                .findFirst()
                .orElseThrow();
        assertThat(removed.path("data").path("reason").asString())
                .as("%s", removed)
                .isEqualTo("MANDATE_ENDED");
        assertThat(stand.closesReceived(closing.session())).isZero();
        closing.signedBy(ALICE).settles("COOPERATIVE");
    }

    @Test
    void aSessionKeyWithoutAMandateIsAStrangers() {
        stand.node()
                .registerSessionKey(
                        ALICE.address(),
                        CAROL.address(),
                        "closure-demo",
                        clock.instant().plus(Duration.ofHours(3)));
        Closing closing = stage.propose(session());

        assertProblem(closing.signWith(ALICE, CAROL), 422, "signature-stranger");
    }

    @Test
    @DisplayName("0.x checklist 42: a signer that the node does not count is named, and its owner signs anew")
    void aSessionKeyThatTheNodeDoesNotKnowIsFoundOutAndItsOwnerAskedAgain() {
        Closing closing = stage.propose(session());
        closing.signWithMandate(ALICE, CAROL).ok();
        closing.signedBy(BOB);

        JsonNode lost = closing.await(
                closure -> closure.path("status").asString().equals("COLLECTING")
                        && closure.path("consensus").path("signed").size() == 1,
                "consensus lost");
        assertThat(lost.path("consensus")
                        .path("pending")
                        .get(0)
                        .path("participant")
                        .asString())
                .isEqualToIgnoringCase(ALICE.address().toString());
        assertThat(stand.closesExecuted(closing.session())).isZero();
        closing.signedBy(ALICE).settles("COOPERATIVE");
    }

    @Test
    @DisplayName("0.x checklist 5: a signature behind the prefix of EIP-191 is refused by that name")
    void aPrefixedSignatureIsRefusedByItsName() {
        Closing closing = stage.propose(session());

        assertProblem(closing.signPrefixed(ALICE), 422, "signature-prefix");
        assertThat(closing.now().path("consensus").path("signed")).isEmpty();
    }

    @Test
    void lookAlikeMemberNamesAreNeverTaken() {
        Closing closing = stage.propose(session());
        JsonNode asked = closing.payloads(ALICE);
        String signature = ALICE.sign(Hash32.parse(
                        asked.path("payloads").get(0).path("digest").asString()))
                .hex();

        for (String name : List.of("\u017fignatures", "signature\u017f", "SIGNATURES")) {
            assertThat(stage.api()
                            .post(
                                    closing.path("/signatures"),
                                    Map.of("participant", ALICE.address(), "round", 1, name, List.of(signature)))
                            .status())
                    .as(name)
                    .isEqualTo(400);
        }
        assertThat(stage.api()
                        .post("/v1/closures", Map.of("\u017fessionId", session()))
                        .status())
                .isEqualTo(400);
        assertThat(asked.path("payloads").get(0).path("text").asString()).matches("[ -~]+");
        assertThat(closing.now().path("consensus").path("signed")).isEmpty();
    }

    @Test
    @DisplayName("0.x checklist 40: a session that is no longer open is read, and who closed it is told by the amounts")
    void aSessionThatIsNoLongerOpenIsToldApartByWhatWasPaid() {
        SessionId same = session();
        stand.strikeClose(same, Mishap.CLOSED_FIRST);
        stage.propose(same).signedBy(ALICE, BOB).settles("CLOSED_ELSEWHERE");

        SessionId other = session();
        List<Share> split = List.of(
                Share.of(ALICE.address().checksummed(), "yusd", "87.5"),
                Share.of(BOB.address().checksummed(), "yusd", "0"));
        stand.node()
                .faults()
                .on(ClearNodeStand.CLOSE)
                .session(other.toString())
                .inject(new Fault.ClosedElsewhere(split));
        Closing closing = stage.propose(other).signedBy(ALICE, BOB);
        assertThat(closing.await("SUPERSEDED").path("outcome").asString()).isEqualTo("CLOSED_ELSEWHERE");
        assertThat(stand.closesExecuted(other)).isZero();
    }

    @Test
    @DisplayName("0.x checklist 20: no private key of a participant is taken, wherever it is put")
    void aParticipantsPrivateKeyIsNeverTaken() {
        Closing closing = stage.propose(session());

        for (String name : List.of("privateKey", "key", "mnemonic")) {
            assertThat(stage.api()
                            .post(
                                    closing.path("/signatures"),
                                    Map.of(
                                            "participant",
                                            ALICE.address(),
                                            "round",
                                            1,
                                            "signatures",
                                            List.of(ALICE.signText("anything")),
                                            name,
                                            ALICE.privateKey()))
                            .status())
                    .as(name)
                    .isEqualTo(400);
        }
        assertThat(closing.timeline()).doesNotContain("signature.accepted");
    }

    private SessionId session() {
        return stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }

    private static int round(JsonNode closure) {
        return closure.path("round").path("number").asInt();
    }
}
