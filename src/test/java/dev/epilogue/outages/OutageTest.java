package dev.epilogue.outages;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.store.DatabaseLoad;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the service needs goes away and comes back; the service stays. */
@Tag("database")
class OutageTest {

    private static final String SUBMIT = "app_sessions.v1.submit_app_state";
    private static TestDatabase database;
    private static FakeNitronode node;
    private static RunningEpilogue service;
    private static Callers callers;

    @BeforeAll
    static void start() {
        database = TestDatabase.onOwnServer();
        node = FakeNitronode.start();
        service = RunningEpilogue.on(database)
                .node("sandbox", node.url().toString(), "nitronode-v1")
                .with("epilogue.nodes.sandbox.timeouts.answer", "2s")
                .with("epilogue.nodes.sandbox.timeouts.longest-retry", "1s")
                .with("epilogue.pipeline.settling-delay", "300ms")
                .with("epilogue.pipeline.lease", "5s")
                .with("epilogue.nodes.sandbox.timeouts.unacknowledged", "5s")
                .start();
        callers = new Callers(node, service);
    }

    @AfterAll
    static void stop() {
        service.close();
        node.close();
        database.close();
    }

    @Test
    void whileTheDatabaseIsAwayCallersAreToldToComeBackAndThenEverythingGoesOn() {
        String closure = callers.propose(callers.session());
        callers.sign(closure, ALICE).ok();
        Map<String, Object> bobs = callers.signature(closure, BOB);

        database.stop();
        Api.Answer refused = callers.api().post(closure + "/signatures", bobs);
        database.start();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().path("code").asString()).isEqualTo("database-unavailable");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> callers.api().post(closure + "/signatures", bobs).status() < 300);
        callers.awaitStatus(closure, "SETTLED");
    }

    @Test
    void aNodeThatRestartsWhileASubmissionIsInFlightExecutesItOnce() throws Exception {
        SessionId session = callers.session();
        node.with(FaultRule.onClose(new Fault.Delay(Duration.ofMillis(700))).ofSession(session));
        String closure = callers.signedByBoth(session);
        node.journal()
                .await(
                        frame -> SUBMIT.equals(frame.method()) && session.equals(frame.session()),
                        1,
                        Duration.ofSeconds(10));

        node.restart(Duration.ofSeconds(1)).join();

        callers.awaitStatus(closure, "SETTLED");
        assertThat(node.executed())
                .filteredOn(each -> each.session().equals(session))
                .hasSize(1);
    }

    @Test
    void aSocketThatNobodyServesAnyMoreHoldsNothingUp() {
        SessionId session = callers.session();
        node.with(FaultRule.onClose(new Fault.HalfOpen()).ofSession(session));

        String closure = callers.signedByBoth(session);

        callers.awaitStatus(closure, "SETTLED");
        assertThat(node.executed())
                .filteredOn(each -> each.session().equals(session))
                .hasSize(1);
    }

    @Test
    void aNodeThatIsAwaySpendsNoAttempts() {
        SessionId session = callers.session();
        String closure = callers.propose(session);
        callers.sign(closure, ALICE).ok();
        node.refuseConnections();
        node.dropConnections();
        callers.sign(closure, BOB).ok();
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(5))
                .until(() -> !callers.status(closure).equals("PARKED"));

        node.acceptConnections();

        callers.awaitStatus(closure, "SETTLED");
    }

    /** The seed decides what is asked and when the asker hangs up. */
    @Test
    void callersWhoHangUpTakeNoConnectionWithThem() throws Exception {
        String closure = callers.propose(callers.session());
        long seed = Long.getLong("epilogue.cancel.seed", 20261124L);
        Random random = new Random(seed);
        String[] asked = {closure, closure + "/timeline", "/v1/closures", closure + "/events"};
        for (int request = 0; request < 300; request++) {
            hangUp(asked[random.nextInt(asked.length)], random.nextInt(4_000_000));
        }

        DatabaseLoad load = service.bean(DatabaseLoad.class);
        Awaitility.await("seed " + seed)
                .atMost(Duration.ofSeconds(15))
                .until(() -> load.inUse() == 0 && load.waiting() == 0);
        assertThat(callers.status(closure)).isEqualTo("COLLECTING");
    }

    private static void hangUp(String path, long afterNanos) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            LockSupport.parkNanos(afterNanos);
            socket.setSoLinger(true, 0);
        }
    }
}
