package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Replicas come and go, also in the middle of a submission; a close still leaves once. */
class ReplicasEndToEndTest {

    private static final Map<String, Object> SHORT_LEASES = Map.of(
            "epilogue.pipeline.lease", "2s",
            "epilogue.pipeline.send-margin", "500ms",
            "epilogue.nodes.sandbox.timeouts.unacknowledged", "1s",
            "epilogue.nodes.sandbox.timeouts.answer", "5s");
    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open(Stage.unlimited(), SHORT_LEASES);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void aServiceThatDiesWithAFrameInFlightProvesItWhenItIsBack() throws Exception {
        SessionId session = stage.session();
        stage.node().with(FaultRule.onClose(new Fault.Silent()).ofSession(session));
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);
        closing.awaitFrames(1);
        stage.restartService();

        closing.settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(1);
        assertThat(closing.executions()).hasSize(1);
    }

    @Test
    void aFrameThatRunsAfterItsSenderDiedIsNotPaidTwice() throws Exception {
        SessionId session = stage.session();
        stage.node()
                .with(FaultRule.onClose(new Fault.Late(Duration.ofSeconds(1))).ofSession(session));
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);
        closing.awaitFrames(1);
        stage.restartService();

        closing.await("SETTLED");
        assertThat(closing.executions()).hasSize(1);
        assertThat(stage.node().ledger().releases(session)).hasSize(2);
    }

    @Test
    void aClosureThatWaitsForSignaturesSurvivesARestart() {
        Closing closing = stage.propose(stage.session()).signedBy(ALICE);
        stage.restartService();

        closing.signedBy(BOB).settles("COOPERATIVE");
    }

    @Test
    void twoReplicasSendEachCloseOnce() {
        try (RunningEpilogue replica = stage.replica()) {
            assertThat(replica.port()).isNotEqualTo(stage.epilogue().port());
            List<Closing> all = IntStream.range(0, 12)
                    .mapToObj(i -> i % 2 == 0
                            ? stage.propose(stage.session())
                            : stage.payOut(stage.session(), holds(ALICE, "80"), holds(BOB, "7.5")))
                    .map(closing -> closing.signedBy(ALICE, BOB))
                    .toList();

            all.forEach(closing -> closing.settles("COOPERATIVE"));
            assertThat(all).allSatisfy(closing -> {
                int frames = closing.now().path("submissions").size();
                assertThat(closing.frames()).hasSize(frames);
                assertThat(closing.executions()).hasSize(frames);
            });
        }
    }
}
