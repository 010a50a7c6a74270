package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With several nodes a caller has to say which one it means. */
class SeveralNodesTest {

    @Test
    void aCallerNamesTheNode() {
        try (FakeNitronode other = FakeNitronode.start();
                Stage stage = new Stage(
                        "epilogue.nodes.other.url",
                        other.url().toString(),
                        "epilogue.nodes.other.dialect",
                        "nitronode-v1",
                        "epilogue.nodes.wrong.url",
                        other.url().toString(),
                        "epilogue.nodes.wrong.dialect",
                        "nitronode-v1",
                        "epilogue.nodes.wrong.address",
                        ALICE.address().toString(),
                        "epilogue.nodes.foreign.url",
                        other.url().toString(),
                        "epilogue.nodes.foreign.dialect",
                        "nitrorpc")) {
            SessionId session = stage.session();
            Reply unnamed = stage.get("/v1/sessions/" + session);
            assertThat(unnamed.status()).isEqualTo(400);
            assertThat(unnamed.at("/code")).isEqualTo("node-required");
            assertThat(unnamed.json().get("nodes")).hasSize(4);
            assertThat(stage.post("/v1/closures", "{'sessionId':'" + session + "'}")
                            .at("/code"))
                    .isEqualTo("node-required");
            assertThat(stage.get("/v1/sessions/" + session + "?node=sandbox").status())
                    .isEqualTo(200);
            assertThat(stage.get("/v1/sessions/" + session + "?node=other").at("/code"))
                    .isEqualTo("session-not-found");
            assertThat(stage.get("/v1/nodes").json().get("nodes"))
                    .as("both answer with the same key")
                    .filteredOn(node -> !node.get("sharesKeyWith").isEmpty())
                    .extracting(node -> node.at("/sharesKeyWith/0").asString())
                    .containsExactlyInAnyOrder("other", "sandbox");
            refused(stage, "wrong", "configured is " + ALICE.address());
            refused(stage, "foreign", "does not speak the node's dialect");
            other.refuseConnections();
            other.dropConnections();
            Reply away = stage.get("/v1/sessions/" + session + "?node=other");
            assertThat(away.status()).as(away.text()).isEqualTo(503);
            assertThat(away.at("/code")).isEqualTo("node-unavailable");
            assertThat(away.header("Retry-After")).isNotNull();
        }
    }

    /** A session's id is a hash of its definition, and what is signed for it counts wherever there is one. */
    @Test
    void aProposerIsToldOfTheSameSessionAtAnotherNode() {
        FakeNitronodeOptions another = FakeNitronodeOptions.defaults().withNodeKey("0x" + "5".repeat(64));
        try (FakeNitronode other = FakeNitronode.start(another);
                Stage stage = new Stage(
                        "epilogue.nodes.other.url",
                        other.url().toString(),
                        "epilogue.nodes.other.dialect",
                        "nitronode-v1")) {
            Definition definition = dev.epilogue.testing.Stage.definition(2, ALICE, BOB);
            SessionSeed seed = SessionSeed.of(definition, holds(ALICE, "50"), holds(BOB, "37.5"));
            SessionId twin = stage.node().ledger().openSession(seed);
            String proposal = "{'node':'sandbox','sessionId':'" + twin + "'}";
            assertThat(stage.post("/v1/closures/preview", proposal).text()).doesNotContain("no-other-node");
            assertThat(other.ledger().openSession(seed)).isEqualTo(twin);
            Reply told = stage.post("/v1/closures", proposal);
            assertThat(told.status()).as(told.text()).isEqualTo(201);
            assertThat(told.text()).contains("no-other-node").contains("Node other knows a session of the same id");
        }
    }

    /** A caller can do nothing about it, and an operator is told where it looks. */
    private static void refused(Stage stage, String node, String reason) {
        await().atMost(Duration.ofSeconds(20)).until(() -> link(stage, node).equals("REFUSED"));
        assertThat(stage.get("/v1/nodes").text()).contains(reason);
        assertThat(stage.get("/actuator/health/nodes").text())
                .contains("REFUSED")
                .contains(reason);
        assertThat(stage.get("/actuator/health").status()).isEqualTo(200);
        assertThat(stage.get("/actuator/prometheus").text())
                .contains("epilogue_node_refused{node=\"" + node + "\"} 1.0")
                .contains("epilogue_node_up{node=\"" + node + "\"} 0.0");
        Reply told = stage.get("/v1/sessions/" + stage.session() + "?node=" + node);
        assertThat(told.status()).as(told.text()).isEqualTo(503);
        assertThat(told.at("/code")).isEqualTo("node-unavailable");
    }

    private static String link(Stage stage, String name) {
        return stage.get("/v1/nodes")
                .json()
                .get("nodes")
                .valueStream()
                .filter(node -> node.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("link")
                .asString();
    }
}
