package dev.epilogue.sandbox.clearnode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.client.Vectors;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The session vectors one after the other, as complete frames. */
class VectorSessionsTest {

    private static final Instant SIGNED_AT = Instant.ofEpochMilli(1_767_225_600_000L);

    private final SettableClock clock = new SettableClock(SIGNED_AT);
    private final FakeClearNode node =
            FakeClearNode.start(FakeClearNodeOptions.defaults().withClock(clock));
    private final Wire wire = new Wire(node.url());

    @BeforeEach
    void fund() {
        for (int index = 1; index <= 5; index++) {
            node.fund(DevelopmentKeys.address(index), "usdc", "1000");
        }
        wire.login(DevelopmentKeys.key(9), node.now());
    }

    @AfterEach
    void stop() {
        wire.close();
        node.close();
    }

    @Test
    void sessionOfTheVectorsIsOpenedUpdatedAndClosed() {
        for (String id : List.of("create-app-session-v04", "submit-app-state-v04-operate", "close-app-session-2of2")) {
            JsonNode answer = play(Vectors.get(id));
            assertThat(answer.get(1).asString()).as(id).isNotEqualTo("error");
            assertThat(answer.get(2).get("app_session_id").asString())
                    .isEqualTo(Vectors.get(id).get("app_session_id").asString());
        }
    }

    @Test
    void signatureOfTheCoordinatorSpoilsTheClose() {
        play(Vectors.get("create-app-session-v04"));
        JsonNode vector = Vectors.get("close-app-session-with-coordinator-negative");

        assertThat(play(vector).get(2).get("error").asString())
                .isEqualTo(vector.get("expected_node_error").asString());
    }

    @Test
    void sessionKeyCountsOnceItIsRegistered() {
        play(Vectors.get("create-app-session-v04"));
        JsonNode vector = Vectors.get("close-app-session-session-key");
        assertThat(play(vector).get(1).asString()).isEqualTo("error");

        vector.get("signatures").forEach(signature -> {
            Address signer = Address.parse(signature.get("recovered").asString());
            if (!List.of(DevelopmentKeys.address(1), DevelopmentKeys.address(2)).contains(signer)) {
                node.registerSessionKey(DevelopmentKeys.address(1), signer, "clearnode", SIGNED_AT.plusSeconds(60));
            }
        });

        assertThat(play(vector).get(1).asString()).isEqualTo("close_app_session");
    }

    private JsonNode play(JsonNode vector) {
        String frame = vector.get("frame").asString();
        long id = Long.parseLong(frame.replaceFirst("^\\{\"req\":\\[([0-9]+),.*", "$1"));
        return wire.send(frame).answer(id);
    }
}
