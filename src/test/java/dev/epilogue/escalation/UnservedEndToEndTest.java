package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The session is closed and paid, and then the node stops serving: the way from SETTLING to the chain, and past it. */
@Tag("database")
@EnabledIfAnvil
class UnservedEndToEndTest {

    private static final String SUBMIT_STATE = "channels.v1.submit_state";
    private static final Map<String, Object> IMPATIENT = Map.of(
            "epilogue.escalation.node-unreachable-for", "2s",
            "epilogue.nodes.sandbox.timeouts.answer", "1s",
            "epilogue.nodes.sandbox.timeouts.longest-retry", "500ms",
            "epilogue.work.poll", "200ms");

    private HubStage stage;

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void channelOfAnUnservedUserIsPaidOutByTheContract() {
        stage = new HubStage(IMPATIENT);
        stage.depositPack();
        String closure = settling("PT6H");

        nodeGoesAway();
        awaitWaking(closure, "ESCALATING");
        assertThat(started(closure)).isEqualTo("UNSERVED");
        stage.awaitOnChain(Status.CHALLENGED, 1);
        stage.awaitProtection(closure, "DISPUTED");
        stage.pastTheWindow();

        stage.awaitStatus(closure, "PROTECTED");
        JsonNode ended = stage.closure(closure);
        assertThat(ended.at("/session/closed").asBoolean()).isTrue();
        assertThat(ended.at("/protections/0/recovered").asString()).isEqualTo("100");
        assertThat(stage.chain().balance(stage.chain().usd(), ALICE.address()))
                .isEqualTo(BigInteger.valueOf(100_000_000));
    }

    @Test
    void restartDuringTheOutageIsNoProofThatTheNodeServes() {
        stage = new HubStage(IMPATIENT);
        stage.depositPack();
        String closure = settling("PT6H");

        nodeGoesAway();
        stage.restart();
        awaitWaking(closure, "ESCALATING");
        assertThat(started(closure)).isEqualTo("UNSERVED");
    }

    @Test
    void nodeThatAnswersAndRefusesDoesNotServe() {
        stage = new HubStage(IMPATIENT);
        stage.depositPack();
        String closure = settling("PT6H");
        for (int time = 0; time < 200; time++) {
            stage.node().with(FaultRule.on(SUBMIT_STATE, new Fault.Refuse("not for you")));
        }

        acknowledge(closure);
        awaitWaking(closure, "ESCALATING");
        assertThat(started(closure)).isEqualTo("UNSERVED");
        stage.awaitOnChain(Status.CHALLENGED, 1);
    }

    @Test
    void whereNothingCanBeProtectedThatIsToldOnceAndSettlingEndsWithTheNodeStillAway() {
        stage = new HubStage(IMPATIENT);
        String closure = settling("PT12S");

        nodeGoesAway();
        awaitWaking(closure, "SETTLED");
        JsonNode ended = stage.closure(closure);
        assertThat(ended.get("outcome").asString()).isEqualTo("COOPERATIVE");
        assertThat(ended.get("anomalies").toString()).contains("unserved");
        assertThat(ended.get("settlement").toString()).contains("UNACKNOWLEDGED");
        assertThat(types(closure)).doesNotContain("escalation.started").containsOnlyOnce("escalation.refused");
    }

    @Test
    void nodeThatComesBackInTimeIsWaitedForThoughNobodyHasTriedItSince() {
        Map<String, Object> patient = new HashMap<>(IMPATIENT);
        patient.put("epilogue.escalation.node-unreachable-for", "12s");
        patient.put("epilogue.channels.updates.first-pause", "20s");
        stage = new HubStage(patient);
        stage.depositPack();
        String closure = settling("PT6H");

        nodeGoesAway();
        await().until(() -> !link().equals("UP"));
        String update = acknowledge(closure);
        await().until(() -> stage.get(update).at("/problem/code").asString(""), code -> !code.isEmpty());
        stage.node().acceptConnections();

        awaitWaking(closure, "SETTLED");
        assertThat(stage.closure(closure).get("settlement").toString()).contains("\"ACKNOWLEDGED\"");
        assertThat(types(closure)).doesNotContain("escalation.started", "escalation.refused");
        assertThat(stage.channel().read().status()).isEqualTo(Status.OPEN);
    }

    /** Closed and credited; Alice's channel waits for her acknowledgement. */
    private String settling(String settleFor) {
        String closure = stage.proposeWith(
                "'timeout':'PT10M','escalation':'CHALLENGE','channelUpdate':'ACKNOWLEDGE','settleFor':'" + settleFor
                        + "'");
        stage.sign(closure, ALICE);
        stage.sign(closure, BOB);
        stage.awaitStatus(closure, "SETTLING");
        await().until(() -> updateOf(closure), update -> !update.isMissingNode());
        return closure;
    }

    /** Where the channel update is that she signed for. */
    private String acknowledge(String closure) {
        String path = "/v1/channel-updates/" + updateOf(closure).path("id").asString();
        JsonNode asked = stage.get(path + "/payloads");
        String signature = ALICE.sign(
                        Hash32.parse(asked.at("/payloads/0/digest").asString()))
                .hex();
        stage.post(
                path + "/signatures",
                "{'participant':'%s','round':%d,'signatures':['%s']}"
                        .formatted(ALICE.address(), asked.get("round").asInt(), signature),
                201);
        return path;
    }

    private JsonNode updateOf(String closure) {
        return stage.closure(closure)
                .get("settlement")
                .valueStream()
                .filter(line -> line.path("participant")
                        .asString()
                        .equals(ALICE.address().checksummed()))
                .map(line -> line.path("channelUpdate"))
                .filter(update -> update.path("status").asString().equals("WAITING_SIGNATURE"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private String link() {
        return stage.get("/v1/nodes").at("/nodes/0/link").asString();
    }

    private void nodeGoesAway() {
        stage.node().refuseConnections();
        stage.node().dropConnections();
    }

    /** A closure that waits for channels looks once a minute; here it is woken instead. */
    private void awaitWaking(String closure, String status) {
        await().untilAsserted(() -> {
            wake(closure);
            assertThat(stage.closure(closure).get("status").asString()).isEqualTo(status);
        });
    }

    private void wake(String closure) {
        stage.service()
                .bean(LeaseStore.class)
                .wake(ClosureId.parse(closure).orElseThrow())
                .block(HubStage.PATIENCE);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(HubStage.PATIENCE).pollInterval(Duration.ofMillis(200));
    }

    private String started(String closure) {
        return events(closure).stream()
                .filter(event -> event.path("type").asString().equals("escalation.started"))
                .map(event -> event.at("/data/because").asString())
                .findFirst()
                .orElse("");
    }

    private List<String> types(String closure) {
        return events(closure).stream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private List<JsonNode> events(String closure) {
        return stage.get("/v1/closures/" + closure + "/timeline?limit=200")
                .get("events")
                .valueStream()
                .toList();
    }
}
