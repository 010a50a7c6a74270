package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A node that is connected and answers nothing keeps its own closures waiting, and no other node's. */
class SilentNodesEndToEndTest {

    private static final int PLACES = 3;
    private static final int WAITING = 12;
    private static final String SILENT = "epilogue.nodes.silent.";

    @Test
    void aHealthyNodesClosuresDoNotWaitForASilentOnes() throws InterruptedException {
        try (FakeNitronode silent = FakeNitronode.start(Stage.unlimited().withNodeKey("0x" + "5a".repeat(32)))
                        .with(FaultRule.onClose(new Fault.Silent()).always());
                Stage stage = Stage.open(
                        Stage.unlimited(),
                        Map.of(
                                SILENT + "url",
                                silent.url(),
                                SILENT + "dialect",
                                "nitronode-v1",
                                SILENT + "timeouts.answer",
                                "60s",
                                SILENT + "timeouts.silence",
                                "90s",
                                "epilogue.pipeline.parallel",
                                PLACES,
                                "epilogue.pipeline.stop-within",
                                "100ms"))) {
            List<Closing> waiting = IntStream.range(0, WAITING)
                    .mapToObj(
                            number -> propose(stage, "silent", session(silent)).signedBy(ALICE, BOB))
                    .toList();
            silent.journal().await(each -> Closing.SUBMIT.equals(each.method()), PLACES, Duration.ofSeconds(30));

            propose(stage, "sandbox", stage.session()).signedBy(ALICE, BOB).settles("COOPERATIVE");

            assertThat(waiting.stream().map(Closing::status)).containsOnly("READY", "SUBMITTING");
            assertThat(closes(silent)).hasSize(PLACES);
        }
    }

    private static Closing propose(Stage stage, String node, SessionId session) {
        return stage.propose(Map.of("sessionId", session, "node", node));
    }

    private static SessionId session(FakeNitronode node) {
        return node.ledger()
                .openSession(SessionSeed.of(definition(2, ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"))
                        .atVersion(4));
    }

    private static Stream<?> closes(FakeNitronode node) {
        return node.journal().frames().stream().filter(each -> Closing.SUBMIT.equals(each.method()));
    }
}
