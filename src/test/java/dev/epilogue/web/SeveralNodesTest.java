package dev.epilogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.value.SessionId;
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
                        "nitronode-v1")) {
            SessionId session = stage.session();
            Reply unnamed = stage.get("/v1/sessions/" + session);
            assertThat(unnamed.status()).isEqualTo(400);
            assertThat(unnamed.at("/code")).isEqualTo("node-required");
            assertThat(unnamed.json().get("nodes")).hasSize(2);
            assertThat(stage.post("/v1/closures", "{'sessionId':'" + session + "'}")
                            .at("/code"))
                    .isEqualTo("node-required");
            assertThat(stage.get("/v1/sessions/" + session + "?node=sandbox").status())
                    .isEqualTo(200);
            assertThat(stage.get("/v1/sessions/" + session + "?node=other").at("/code"))
                    .isEqualTo("session-not-found");
            assertThat(stage.get("/v1/nodes").json().get("nodes"))
                    .as("both answer with the same key")
                    .extracting(node -> node.at("/sharesKeyWith/0").asString())
                    .containsExactlyInAnyOrder("other", "sandbox");
            other.refuseConnections();
            other.dropConnections();
            Reply away = stage.get("/v1/sessions/" + session + "?node=other");
            assertThat(away.status()).as(away.text()).isEqualTo(503);
            assertThat(away.at("/code")).isEqualTo("node-unavailable");
            assertThat(away.header("Retry-After")).isNotNull();
        }
    }
}
