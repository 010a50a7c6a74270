package dev.epilogue.outages;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.store.DatabaseLoad;
import dev.epilogue.testing.DatabaseProxy;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.SessionId;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets to the database that take everything and answer nothing, without a word to either side. */
@Tag("database")
class HalfOpenDatabaseTest {

    /** A wait for a connection, or a statement's limit, and time to say so. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);

    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(60);

    /** Connections that the pool may hold or open at a time. */
    private static final int POOL = 24;

    /** The line for wake-ups, and the one before it while that is let go. */
    private static final int LISTENING = 2;

    private static TestDatabase database;
    private static DatabaseProxy proxy;
    private static FakeNitronode node;
    private static RunningEpilogue service;
    private static Callers callers;

    @BeforeAll
    static void start() {
        database = TestDatabase.onOwnServer();
        proxy = new DatabaseProxy(URI.create(database.jdbcUrl().substring(5)).getPort());
        node = FakeNitronode.start();
        String direct = ":" + URI.create(database.jdbcUrl().substring(5)).getPort() + "/";
        service = RunningEpilogue.on(database)
                .node("sandbox", node.url().toString(), "nitronode-v1")
                .with("spring.r2dbc.url", database.r2dbcUrl().replace(direct, ":" + proxy.port() + "/"))
                .with("epilogue.pipeline.settling-delay", "300ms")
                .with("epilogue.pipeline.lease", "5s")
                .with("epilogue.journal.check", "1s")
                .with("epilogue.nodes.sandbox.timeouts.unacknowledged", "5s")
                .start();
        callers = new Callers(node, service);
    }

    @AfterAll
    static void stop() {
        service.close();
        node.close();
        proxy.close();
        database.close();
    }

    @Test
    void aDatabaseThatFallsSilentIsToldAndForgotten() throws SQLException {
        SessionId session = callers.session();
        String closure = callers.propose(session);
        callers.sign(closure, ALICE).ok();
        Map<String, Object> bobs = callers.signature(closure, BOB);
        List<String> deaf = doorbells();

        proxy.silence();
        long began = System.nanoTime();
        List<Api.Answer> refused = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            refused.add(callers.api().post(closure + "/signatures", bobs));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began).dividedBy(refused.size());

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body().path("code").asString()).isEqualTo("database-unavailable");
        });
        assertThat(took).isLessThan(ANSWERED_WITHIN);
        // what hangs in a handshake is closed before another is opened in its place
        assertThat(proxy.peak()).as("sockets at a time").isLessThanOrEqualTo(POOL + LISTENING);
        Awaitility.await("what hung in its handshake is closed, though the server never answered")
                .atMost(RECOVERED_WITHIN)
                .until(() -> proxy.open() <= POOL + LISTENING);

        proxy.speak();
        Awaitility.await("the pool")
                .atMost(RECOVERED_WITHIN)
                .until(() -> callers.api().post(closure + "/signatures", bobs).status() < 300);
        callers.awaitStatus(closure, "SETTLED");
        assertThat(node.executed())
                .filteredOn(each -> each.session().equals(session))
                .hasSize(1);
        DatabaseLoad load = service.bean(DatabaseLoad.class);
        Awaitility.await("connections come back")
                .atMost(RECOVERED_WITHIN)
                .until(() -> load.inUse() == 0 && load.waiting() == 0);
        Awaitility.await("the line for wake-ups")
                .atMost(RECOVERED_WITHIN)
                .until(() -> doorbells().stream().anyMatch(line -> !deaf.contains(line)));
    }

    @ParameterizedTest
    @EnumSource
    void aReadIsTriedOnceMoreWhereItsConnectionTurnsOutDead(DatabaseProxy.End how) {
        String closure = callers.propose(callers.session());

        for (int times = 0; times < 5; times++) {
            proxy.breakOnUse(how);
            assertThat(callers.api().get(closure).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadGetsPastAPoolFullOfDeadConnections(DatabaseProxy.End how) {
        String closure = callers.propose(callers.session());
        fillThePool(closure);

        proxy.breakOnUse(how);

        assertThat(callers.api().get(closure).status()).isEqualTo(200);
    }

    private static void fillThePool(String closure) {
        proxy.slow(Duration.ofMillis(100));
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Awaitility.await("as many connections as the pool may hold")
                    .atMost(RECOVERED_WITHIN)
                    .until(() -> {
                        for (int call = 0; call < 2 * POOL; call++) {
                            many.submit(() -> callers.api().get(closure));
                        }
                        return proxy.open() >= POOL;
                    });
        } finally {
            proxy.slow(Duration.ZERO);
        }
    }

    @Test
    void aSlowLineOnlyCostsTime() {
        proxy.slow(Duration.ofMillis(150));
        try {
            SessionId session = callers.session();
            String closure = callers.signedByBoth(session);

            callers.awaitStatus(closure, "SETTLED");
            assertThat(node.executed())
                    .filteredOn(each -> each.session().equals(session))
                    .hasSize(1);
        } finally {
            proxy.slow(Duration.ZERO);
        }
    }

    /** Server processes of the service's listening connections. */
    private static List<String> doorbells() throws SQLException {
        List<String> pids = new ArrayList<>();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var query = connection.createStatement();
                var rows = query.executeQuery(
                        "SELECT pid FROM pg_stat_activity WHERE application_name = 'epilogue doorbell'")) {
            while (rows.next()) {
                pids.add(rows.getString(1));
            }
        }
        return pids;
    }
}
