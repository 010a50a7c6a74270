package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.testing.EnabledIfAnvil;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** Everybody has signed, but the node is away until consent is too old to be used. */
@Tag("database")
@EnabledIfAnvil
class UnsentEndToEndTest {

    private final HubStage stage = new HubStage(Map.of("epilogue.nodes.sandbox.timeouts.longest-retry", "500ms"));

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void consentThatCouldNotBeSentEndsInAChallengeThoughTheNodeStaysAwayAndTheServiceRestarts() {
        stage.depositPack();
        String closure = stage.propose("CHALLENGE", "PT10M");
        stage.sign(closure, ALICE);
        stage.node().refuseConnections();
        stage.node().dropConnections();
        stage.sign(closure, BOB);
        stage.awaitStatus(closure, "READY");

        stage.restart();
        twentyOneMinutesPass(closure);

        stage.awaitStatus(closure, "ESCALATING");
        assertThat(stage.get("/v1/closures/" + closure + "/timeline?limit=100").toString())
                .contains("\"because\":\"UNSENT\"");
        stage.awaitProtection(closure, "DISPUTED");
        stage.awaitOnChain(Status.CHALLENGED, 1);
        stage.pastTheWindow();
        stage.awaitStatus(closure, "PROTECTED");
        assertThat(stage.closure(closure).at("/session/closed").asBoolean()).isFalse();
    }

    /** The deadline, and the ten minutes after it. */
    private void twentyOneMinutesPass(String closure) {
        DatabaseClient.create(stage.database().connectionFactory())
                .sql("UPDATE closure SET deadline = deadline - interval '21 minutes', due_at = now() WHERE id = :id")
                .bind("id", UUID.fromString(closure))
                .fetch()
                .rowsUpdated()
                .block(HubStage.PATIENCE);
    }
}
