package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Session keys that are registered at the node, and that die between signing and submission. */
class SessionKeysEndToEndTest {

    private static final String DEMO = "closure-demo";
    private static Stage stage;
    private static int keys;

    @BeforeAll
    static void open() {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void aSessionKeySignsForItsOwner() {
        Wallet key = registered(DEMO, Duration.ofHours(1));
        Closing closing = stage.propose(stage.session());

        assertThat(closing.signWithKey(ALICE, key).status()).isEqualTo(201);
        closing.signedBy(BOB).settles("COOPERATIVE");
        assertThat(closing.frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.frame()).contains("\"0xa2"));
    }

    /** Whichever of a participant's keys signs again gets the first receipts; only of a stranger it is said that nobody knows it. */
    @Test
    void aSessionKeyThatSignsAfterItsWalletGetsTheFirstReceipts() {
        Closing closing = stage.propose(stage.session());
        JsonNode first = closing.signWith(ALICE, ALICE).expect(201);
        Wallet key = registered(DEMO, Duration.ofHours(1));

        assertThat(closing.signWithKey(ALICE, key).expect(200).path("receipts")).isEqualTo(first.path("receipts"));
        assertProblem(closing.signWithKey(ALICE, unregistered()), 422, "session-key-unknown");
        assertProblem(closing.signWithKey(ALICE, registered(DEMO, Duration.ofHours(-1))), 422, "session-key-expired");
        closing.cancel().ok();
    }

    @Test
    void keysThatTheNodeWouldNotCountAreRefusedByName() {
        Closing closing = stage.propose(stage.session());

        assertProblem(closing.signWithKey(ALICE, unregistered()), 422, "session-key-unknown");
        assertProblem(
                closing.signWithKey(ALICE, registered("other-game", Duration.ofHours(1))), 422, "session-key-scope");
        assertProblem(closing.signWithKey(ALICE, registered(DEMO, Duration.ofHours(-1))), 422, "session-key-expired");
        assertThat(closing.now().path("consensus").path("signed")).isEmpty();
    }

    static Stream<Arguments> deaths() {
        return Stream.of(
                Arguments.of(
                        "expired or revoked", (Consumer<Wallet>) key -> register(key, DEMO, Duration.ofSeconds(-1))),
                Arguments.of("re-scoped", (Consumer<Wallet>) key -> register(key, "other-game", Duration.ofHours(1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deaths")
    void aKeyThatDiedBeforeSubmissionLosesConsensusUntilItsOwnerSigns(String name, Consumer<Wallet> death) {
        Wallet key = registered(DEMO, Duration.ofHours(1));
        Closing closing = stage.propose(stage.session());
        closing.signWithKey(ALICE, key).ok();
        death.accept(key);
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
        assertThat(closing.frames()).isEmpty();
        closing.signedBy(ALICE).settles("COOPERATIVE");
        assertThat(closing.story())
                .containsSubsequence(
                        "consensus.reached",
                        "signature.removed",
                        "consensus.lost",
                        "consensus.reached",
                        "session.closed");
    }

    @Test
    void aKeyThatTheNodeRefusesAtSubmissionIsNotTriedAgain() {
        Wallet key = registered(DEMO, Duration.ofHours(1));
        SessionId session = stage.session();
        stage.node()
                .with(FaultRule.onClose(new Fault.Refuse("failed to recover user wallet: no active session key found"))
                        .ofSession(session));
        Closing closing = stage.propose(session);
        closing.signWithKey(ALICE, key).ok();
        closing.signedBy(BOB);

        closing.await(
                closure -> closure.path("status").asString().equals("COLLECTING")
                        && closure.path("consensus").path("signed").size() == 1,
                "consensus lost");
        closing.signedBy(ALICE).settles("COOPERATIVE");
        assertThat(closing.executions()).hasSize(1);
    }

    private static Wallet registered(String application, Duration validity) {
        Wallet key = unregistered();
        register(key, application, validity);
        return key;
    }

    private static Wallet unregistered() {
        return Stage.wallets(++keys).getLast();
    }

    private static void register(Wallet key, String application, Duration validity) {
        long expiresAt = Instant.now().plus(validity).getEpochSecond();
        stage.node().ledger().registerKey(ALICE.address(), key.address(), application, expiresAt);
    }
}
