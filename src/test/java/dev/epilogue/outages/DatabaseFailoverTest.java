package dev.epilogue.outages;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.store.Servers;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.NodeTime;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another database server takes over, which may not know what the one before had confirmed last. */
@Tag("database")
class DatabaseFailoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final NodeTime time = new NodeTime();
    private final ClearNodeStand stand =
            ClearNodeStand.start(FakeClearNodeOptions.defaults().withClock(time), ClearNodeStand.V04);
    private final Stage stage = Stage.at(stand, TestDatabase.onOwnServer().migrate(), Map.of());

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void frameThatMayHaveBeenForgottenIsNotSentBesideBeforeItsTimeIsOver() {
        SessionId session = session();
        Closing closing = readyWithTheNodeAway(session);

        stage.database().failOver();
        nodeComesBackOnceTheDatabaseIs(closing);
        closing.await(closure -> closure.path("waitingFor").asString().equals("FENCE"), "waits for the fence");
        assertThat(closing.status()).isEqualTo("SUBMITTING");

        time.leap(Duration.ofHours(2));
        closing.await(closure -> closure.path("round").path("number").asInt() == 2, "asks for new signatures");
        assertThat(stand.closesReceived(session)).isZero();

        closing.signedBy(ALICE, BOB).settles("COOPERATIVE");
        assertThat(stand.closesReceived(session)).isEqualTo(1);
        assertThat(stand.payments(session)).isEqualTo(2);
    }

    @Test
    void restartOfTheSameServerForgetsNothing() {
        SessionId session = session();
        Closing closing = readyWithTheNodeAway(session);

        stage.database().restart();
        nodeComesBackOnceTheDatabaseIs(closing);

        assertThat(closing.settles("COOPERATIVE").path("round").path("number").asInt())
                .isEqualTo(1);
        assertThat(stand.closesReceived(session)).isEqualTo(1);
    }

    @Test
    void eachServerIsKnownFromTheMomentOnAtWhichItIsMet() {
        Servers servers = stage.epilogue().bean(Servers.class);
        assertThat(servers.failedOverAt().block(PATIENCE)).isEmpty();
        stage.database().failOver();
        var met = servers.failedOverAt().retry().block(PATIENCE);
        assertThat(met).isPresent();
        assertThat(servers.failedOverAt().block(PATIENCE)).isEqualTo(met);
    }

    private Closing readyWithTheNodeAway(SessionId session) {
        Closing closing = stage.propose(session, Map.of("timeout", "PT20M")).signedBy(ALICE);
        stand.node().refuseConnections();
        stand.node().dropConnections();
        closing.signedBy(BOB);
        closing.await("READY");
        return closing;
    }

    private void nodeComesBackOnceTheDatabaseIs(Closing closing) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> stage.api().get(closing.path("")).status() == 200);
        stand.node().acceptConnections();
    }

    private SessionId session() {
        return stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }
}
