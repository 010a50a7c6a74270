package dev.epilogue.signing;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.testing.ForeignWallets;
import dev.epilogue.testing.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Wallets that share no code with us sign what the running service hands out: they see the same hashes, and are understood. */
@EnabledIfNode
class ForeignWalletsEndToEndTest {

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
    void theyRebuildWhatIsShownSignItAndTheSessionCloses() {
        Closing closing = stage.propose(stage.session());

        assertAccepted(sign(closing, ALICE), 1);
        assertAccepted(sign(closing, BOB), 1);
        closing.settles("COOPERATIVE");
    }

    @Test
    void theySignBothPayloadsOfAPayOutOverSeveralAssetsInOneVisit() {
        Closing closing = stage.payOut(
                stage.session(
                        definition(2, ALICE, BOB),
                        holds(ALICE, "50"),
                        holds(BOB, "37.5"),
                        holds(BOB, "weth", "0.000000000000000001")),
                holds(ALICE, "0.000001"),
                holds(BOB, "87.499999"),
                holds(ALICE, "weth", "0.000000000000000001"));

        assertAccepted(sign(closing, ALICE), 2);
        assertAccepted(sign(closing, BOB), 2);
        closing.settles("COOPERATIVE");
    }

    @Test
    void theirSessionKeysSignToo() {
        long anHour = Instant.now().plus(Duration.ofHours(1)).getEpochSecond();
        stage.node().ledger().registerKey(ALICE.address(), CAROL.address(), "closure-demo", anHour);
        Closing closing = stage.propose(stage.session());

        assertAccepted(sign(closing, ALICE, CAROL, "session-key", "none"), 1);
        assertAccepted(sign(closing, BOB), 1);
        closing.settles("COOPERATIVE");
    }

    @ParameterizedTest
    @CsvSource({
        "byte, 422, signature-stranger",
        "amount, 422, signature-stranger",
        "order, 422, signature-order",
        "prefix, 422, signature-prefix",
        "round, 409, round-superseded"
    })
    void aMistakeIsRefusedByItsName(String mistake, int status, String code) {
        Closing closing = stage.propose(stage.session());

        JsonNode refused = sign(closing, ALICE, ALICE, "wallet", mistake);
        assertThat(refused.path("status").asInt()).isEqualTo(status);
        assertThat(refused.path("body").path("code").asString()).isEqualTo(code);
        assertThat(closing.now().path("consensus").path("signed")).isEmpty();
        assertThat(closing.timeline()).doesNotContain("signature.accepted");
    }

    @Test
    void aSignatureOfAnotherWalletIsAStrangers() {
        Closing closing = stage.propose(stage.session());

        JsonNode refused = sign(closing, ALICE, BOB, "wallet", "none");
        assertThat(refused.path("body").path("code").asString()).isEqualTo("signature-stranger");
        assertThat(closing.now().path("consensus").path("signed")).isEmpty();
    }

    private static JsonNode sign(Closing closing, Wallet participant) {
        return sign(closing, participant, participant, "wallet", "none");
    }

    private static JsonNode sign(Closing closing, Wallet participant, Wallet signer, String kind, String mistake) {
        return ForeignWallets.run(List.of(
                stage.epilogue().url(),
                closing.id(),
                participant.address().toString(),
                signer.privateKey(),
                kind,
                mistake));
    }

    private static void assertAccepted(JsonNode printed, int payloads) {
        assertThat(printed.path("status").asInt()).as("%s", printed).isEqualTo(201);
        assertThat(printed.path("rebuilt").asBoolean()).isTrue();
        assertThat(printed.path("body").path("receipts")).hasSize(payloads);
    }
}
