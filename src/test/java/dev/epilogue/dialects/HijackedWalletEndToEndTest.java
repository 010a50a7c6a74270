package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.clearnode.encoding.Definition;
import dev.epilogue.sandbox.clearnode.engine.Share;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A 0.x node lets anybody register another's wallet address as a session key: its signatures then count as that wallet's. */
class HijackedWalletEndToEndTest {

    private static final Wallet MALLORY = Stage.wallets(3).get(1);
    private static final Wallet FRESH_KEY = Stage.wallets(3).get(2);
    private static final Duration LONG = Duration.ofHours(3);

    private ClearNodeStand stand;
    private Stage stage;

    @BeforeEach
    void open() {
        stand = ClearNodeStand.start(ClearNodeStand.V04);
        stage = stand.stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    @DisplayName("0.x checklist 42: a wallet that a stranger registered as its key is named, and cured by a fresh key")
    void aWalletThatAStrangerTookIsNamedAndSignsWithAFreshKey() {
        register(MALLORY, ALICE, "another-application");
        Closing closing = stage.propose(stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5")));

        assertNamedAndCured(closing.signedBy(ALICE, BOB));
    }

    @Test
    void aWalletThatAnotherParticipantTookIsNamedByTheWeightThatItCountsFor() {
        register(BOB, ALICE, "closure-demo");
        Closing closing = stage.propose(weighted());

        assertNamedAndCured(closing.signedBy(ALICE, BOB));
    }

    private void assertNamedAndCured(Closing closing) {
        closing.await(
                closure -> closure.path("status").asString().equals("COLLECTING")
                        && closure.path("consensus").path("signed").size() == 1,
                "consensus lost");
        JsonNode removed = removals(closing).findFirst().orElseThrow();
        assertThat(removed.path("participant").asString())
                .isEqualToIgnoringCase(ALICE.address().toString());
        assertThat(removed.path("reason").asString()).isEqualTo("WALLET_NOT_COUNTED");
        assertThat(removed.path("cure").asString()).contains("register a fresh session key");
        assertThat(stand.closesExecuted(closing.session())).isZero();

        register(ALICE, FRESH_KEY, "closure-demo");
        closing.signWithMandate(ALICE, FRESH_KEY).ok();
        JsonNode settled = closing.settles("COOPERATIVE");
        assertThat(settled.path("round").path("number").asInt()).isEqualTo(1);
        assertThat(removals(closing)).hasSize(1);
    }

    private static Stream<JsonNode> removals(Closing closing) {
        return closing.stage()
                .api()
                .get(closing.path("/timeline"))
                .ok()
                .path("events")
                .valueStream()
                .filter(event -> event.path("type").asString().equals("signature.removed"))
                .map(event -> event.path("data"));
    }

    private void register(Wallet owner, Wallet key, String application) {
        stand.node()
                .registerSessionKey(
                        owner.address(),
                        key.address(),
                        application,
                        stand.node().now().plus(LONG));
    }

    /** Alice weighs 1, Bob 2, and both are needed. */
    private SessionId weighted() {
        Definition definition = new Definition(
                "closure-demo",
                ClearNodeStand.V04,
                List.of(ALICE.address().checksummed(), BOB.address().checksummed()),
                List.of(BigInteger.ONE, BigInteger.TWO),
                BigInteger.valueOf(3),
                BigInteger.valueOf(86_400),
                BigInteger.valueOf(1_767_225_500_000L));
        stand.node()
                .openSession(
                        definition,
                        List.of(
                                Share.of(ALICE.address().checksummed(), "yusd", "50"),
                                Share.of(BOB.address().checksummed(), "yusd", "37.5")),
                        "");
        return definition.id();
    }
}
