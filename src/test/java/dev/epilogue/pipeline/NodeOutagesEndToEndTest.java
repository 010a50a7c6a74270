package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.sandbox.nitronode.socket.Rate;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The node as a whole goes away for a while. */
class NodeOutagesEndToEndTest {

    private static final int ATTEMPTS = 3;
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open(Stage.unlimited(), Map.of("epilogue.pipeline.attempts", ATTEMPTS));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aRestartWhileNothingIsInFlightGoesUnnoticed() {
        Closing closing = stage.propose(stage.session()).signedBy(ALICE);
        node().restart(Duration.ofMillis(300)).join();

        closing.signedBy(BOB).settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(1);
    }

    @Test
    void aRestartWhileAFrameIsInFlightLosesNothing() throws Exception {
        SessionId session = stage.session();
        node().with(FaultRule.onClose(new Fault.Late(Duration.ofMillis(100))).ofSession(session));
        Closing closing = stage.propose(session).signedBy(ALICE, BOB);
        closing.awaitFrames(1);
        node().restart(Duration.ofMillis(700)).join();

        closing.settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(1);
        assertThat(closing.executions()).hasSize(1);
    }

    @Test
    void aNodeThatIsDownSpendsNoAttempts() {
        Closing closing = stage.propose(stage.session()).signedBy(ALICE);
        node().refuseConnections();
        node().dropConnections();
        awaitLinkDown();
        closing.signedBy(BOB);

        JsonNode waiting = closing.await("READY");
        assertThat(waiting.path("session").path("closed").asBoolean()).isFalse();
        Api management = new Api(URI.create(stage.epilogue().managementUrl()));
        assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
        outlast(closing);
        assertThat(closing.timeline()).doesNotContain("closure.parked", "submission.started");
        node().acceptConnections();
        closing.settles("COOPERATIVE");
        assertThat(closing.frames()).hasSize(1);
    }

    /** Connected and pinging, and without an answer to anything: as good as away, and no attempt is spent. */
    @Test
    void aNodeThatAnswersNothingIsLeftAloneUntilItAnswersAgain() {
        List<Closing> all = IntStream.range(0, 8)
                .mapToObj(i -> stage.propose(stage.session()).signedBy(ALICE))
                .toList();
        node().with(FaultRule.onAny(new Fault.Silent()).always());
        all.forEach(closing -> closing.signedBy(BOB));

        awaitLink("SILENT");
        long asked = node().journal().frames().size();
        outlast(all.getFirst());
        assertThat(node().journal().frames().size() - asked)
                .as("a question from time to time")
                .isLessThan(8);
        assertThat(stage.epilogue()
                        .bean(MeterRegistry.class)
                        .get("epilogue.node.silent")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(stage.api()
                        .get("/v1/sessions/" + stage.session())
                        .body()
                        .path("code")
                        .asString())
                .isEqualTo("node-unavailable");
        node().faults().clear();

        all.forEach(closing -> closing.settles("COOPERATIVE"));
        all.forEach(closing -> {
            assertThat(closing.executions()).hasSize(1);
            assertThat(closing.timeline()).doesNotContain("closure.parked");
        });
        awaitLink("UP");
    }

    /** Longer than all attempts and their pauses take: the service says 304 to every look. */
    private void outlast(Closing closing) {
        String revision = "\"" + closing.now().path("revision").asLong() + "\"";
        for (int i = 0; i < ATTEMPTS + 1; i++) {
            stage.api()
                    .send(stage.api()
                            .request(closing.path("?wait=PT0.5S"))
                            .header("If-None-Match", revision)
                            .GET()
                            .build());
        }
    }

    @Test
    void aNodeThatStaysAwayDoesNotHoldUpADeadline() {
        Closing closing = stage.propose(stage.session()).signedBy(ALICE);
        node().refuseConnections();
        node().dropConnections();

        closing.atItsDeadline().await("EXPIRED");
        node().acceptConnections();
    }

    @Test
    void aBurstOfClosuresStaysBelowTheNodesLimit() {
        int limit = 7;
        stage.close();
        stage = Stage.open(FakeNitronodeOptions.defaults(), Map.of("epilogue.nodes.sandbox.connections.limit", limit));
        List<Closing> all = IntStream.range(0, 25)
                .mapToObj(i -> stage.propose(stage.session()).signedBy(ALICE, BOB))
                .toList();

        all.forEach(closing -> closing.settles("COOPERATIVE"));
        all.forEach(closing -> assertThat(closing.frames()).hasSize(1));
        assertThat(node().journal().overruns()).isZero();
        assertThat(node().journal().mostAtOnce()).isLessThanOrEqualTo(limit);
    }

    @Test
    void framesThatAnOverrunLimitSwallowedAreProvedOneByOne() {
        stage.close();
        var strict = Stage.unlimited();
        var transport = strict.settings().transport();
        stage = Stage.open(
                strict.withTransport(transport.withRequests(new Rate(4, 6))), Map.of("epilogue.pipeline.attempts", 50));
        List<Closing> all = IntStream.range(0, 6)
                .mapToObj(i -> proposedInTheEnd(stage.session()).signedBy(ALICE, BOB))
                .toList();

        all.forEach(closing -> closing.settles("COOPERATIVE"));
        all.forEach(closing -> assertThat(closing.executions()).hasSize(1));
    }

    /** A caller that tries again as long as it is told to. */
    private Closing proposedInTheEnd(SessionId session) {
        while (true) {
            var answer = stage.api().post("/v1/closures", Map.of("sessionId", session));
            if (answer.status() != 503) {
                return new Closing(stage, answer.ok().path("id").asString());
            }
            assertThat(answer.body().path("retryable").asBoolean()).isTrue();
        }
    }

    private FakeNitronode node() {
        return stage.node();
    }

    private void awaitLinkDown() {
        awaitLink("DOWN");
    }

    private void awaitLink(String state) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(this::link, state::equals);
    }

    private String link() {
        return stage.api()
                .get("/v1/nodes")
                .ok()
                .path("nodes")
                .get(0)
                .path("link")
                .asString();
    }
}
