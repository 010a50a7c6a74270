package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.socket.Journal.Received;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A v1 node counts requests, so they are what is scarce: read, submit, read back, and one look for each release; one more frame
 * for a pay-out. Nothing is read periodically for a closure; what looks at collecting sessions cost is a rate, the same for any number of
 * them ({@code LooksBehaviour}).
 */
class CallBudgetTest {

    private static final int READ_SUBMIT_READ_BACK = 3;
    private static final int PAY_OUT = 1;
    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open();
        close(stage.propose(stage.session()), ALICE, BOB);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void aCloseAsItStandsCostsThreeCallsAndOneForEachRelease() {
        assertThat(callsToClose(stage.session(), ALICE, BOB)).hasSizeLessThanOrEqualTo(READ_SUBMIT_READ_BACK + 2);
    }

    @Test
    void aPayOutCostsOneMore() {
        stage.node().journal().clear();
        close(stage.payOut(stage.session(), holds(ALICE, "80"), holds(BOB, "7.5")), ALICE, BOB);

        assertThat(calls()).hasSizeLessThanOrEqualTo(READ_SUBMIT_READ_BACK + 2 + PAY_OUT);
    }

    @Test
    void anEmptySessionCostsThree() {
        assertThat(callsToClose(stage.session(definition(2, ALICE, BOB)), ALICE, BOB))
                .hasSizeLessThanOrEqualTo(READ_SUBMIT_READ_BACK);
    }

    @Test
    void manyParticipantsCostOneEach() {
        Wallet[] wallets = Stage.wallets(12).toArray(Wallet[]::new);
        Allocation[] split =
                Stage.wallets(12).stream().map(wallet -> holds(wallet, "1")).toArray(Allocation[]::new);

        assertThat(callsToClose(stage.session(definition(12, wallets), split), wallets))
                .hasSizeLessThanOrEqualTo(READ_SUBMIT_READ_BACK + 12);
    }

    @Test
    void aClosureThatWaitsForSignaturesCostsNothingButItsProposal() {
        stage.node().journal().clear();
        Closing closing = stage.propose(stage.session()).signedBy(ALICE);
        for (int look = 0; look < 10; look++) {
            closing.now();
        }
        laterNodeSecond();

        assertThat(calls()).hasSize(1);
        closing.cancel().ok();
    }

    private static List<String> callsToClose(SessionId session, Wallet... wallets) {
        stage.node().journal().clear();
        close(stage.propose(session), wallets);
        return calls();
    }

    private static void close(Closing closing, Wallet... wallets) {
        laterNodeSecond();
        closing.signedBy(wallets).settles("COOPERATIVE");
    }

    private static List<String> calls() {
        return stage.node().journal().frames().stream().map(Received::method).toList();
    }

    /** Whoever signs within the second of the proposal's reading costs one more look at the money records. */
    private static void laterNodeSecond() {
        Instant later = Instant.now().plusMillis(1_500);
        while (Instant.now().isBefore(later)) {
            Thread.onSpinWait();
        }
    }
}
