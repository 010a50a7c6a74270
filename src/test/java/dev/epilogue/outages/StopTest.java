package dev.epilogue.outages;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.SessionId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** How the service ends, what it refuses to begin, and what it does not let itself be held up by. */
@Tag("database")
class StopTest {

    private static final String SUBMIT = "app_sessions.v1.submit_app_state";
    private static final String READ = "app_sessions.v1.get_app_sessions";

    private final TestDatabase database = TestDatabase.migrated();
    private final FakeNitronode node = FakeNitronode.start();

    @AfterEach
    void stop() {
        node.close();
        database.close();
    }

    private RunningEpilogue.Starter service() {
        return RunningEpilogue.on(database).node("sandbox", node.url().toString(), "nitronode-v1");
    }

    private String read(String sql) {
        return DatabaseClient.create(database.connectionFactory())
                .sql(sql)
                .mapValue(String.class)
                .one()
                .block(Duration.ofSeconds(20));
    }

    private void write(String sql) {
        DatabaseClient.create(database.connectionFactory()).sql(sql).then().block(Duration.ofSeconds(20));
    }

    @Test
    void aStoppedServiceHasSentNothingSinceAndLeavesItsWorkToOthers() throws Exception {
        RunningEpilogue first =
                service().with("epilogue.pipeline.stop-within", "1s").start();
        Callers callers = new Callers(node, first);
        SessionId slow = callers.session();
        node.with(FaultRule.onClose(new Fault.Delay(Duration.ofSeconds(6))).ofSession(slow));
        callers.signedByBoth(slow);
        node.journal().await(frame -> SUBMIT.equals(frame.method()), 1, Duration.ofSeconds(10));

        Instant began = Instant.now();
        first.close();

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(14));
        assertThat(node.journal().frames(SUBMIT)).allMatch(frame -> frame.at().isBefore(began));
        assertThat(read("SELECT status FROM closure WHERE lease_until IS NULL AND due_at <= now()"))
                .isEqualTo("SUBMITTING");
    }

    @Test
    void aDatabaseThatMayForgetIsRefused() {
        String name = database.r2dbcUrl().substring(database.r2dbcUrl().lastIndexOf('/') + 1);
        write("ALTER DATABASE " + name + " SET synchronous_commit = off");

        assertThatThrownBy(() -> service().start()).rootCause().hasMessageContaining("synchronous_commit is off");
        service().with("epilogue.database.allow-data-loss", true).start().close();
    }

    @Test
    void writtenBytesMustNotOutliveALease() {
        assertThatThrownBy(() -> service().with("epilogue.pipeline.lease", "5s").start())
                .rootCause()
                .hasMessageContaining("timeouts.unacknowledged (PT10S) must not exceed epilogue.pipeline.lease (PT5S)");
        assertThatThrownBy(() -> service().with("epilogue.work.lease", "5s").start())
                .rootCause()
                .hasMessageContaining("timeouts.unacknowledged (PT10S) must not exceed epilogue.work.lease (PT5S)");
    }

    /** Nothing would ever be acknowledged, and nobody would know why. */
    @Test
    void aLeaseThatLeavesNoTimeToSendIsRefused() {
        assertThatThrownBy(() -> service()
                        .with("epilogue.channels.updates.send-margin", "15s")
                        .start())
                .rootCause()
                .hasMessageContaining("send-margin (PT15S) must be shorter than epilogue.work.lease (PT15S)");
    }

    @Test
    void poisonIsParkedAndToldAndHoldsNothingElseUp() {
        try (RunningEpilogue collecting =
                        service().with("epilogue.pipeline.enabled", false).start();
                RunningEpilogue working = service()
                        .with("epilogue.pipeline.attempts", 2)
                        .with("epilogue.pipeline.first-pause", "50ms")
                        .with("epilogue.pipeline.poll", "2s")
                        .start()) {
            Callers callers = new Callers(node, collecting);
            String poison = callers.propose(callers.session());
            callers.sign(poison, ALICE).ok();
            write("UPDATE signature SET sealed = 'AAAA'");
            callers.sign(poison, BOB).ok();
            String sound = callers.signedByBoth(callers.session());

            callers.awaitStatus(sound, "SETTLED");
            callers.awaitStatus(poison, "PARKED");
            assertThat(callers.api()
                            .get(poison + "/timeline")
                            .ok()
                            .path("events")
                            .toString())
                    .contains("closure.parked");
            assertThat(working.bean(MeterRegistry.class)
                            .get("epilogue.closures.parked")
                            .tag("code", "internal")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void moreThanCanBeWorkedOnIsRefusedAtOnce() {
        try (RunningEpilogue narrow =
                service().with("epilogue.admission.changes", 1).start()) {
            Callers callers = new Callers(node, narrow);
            callers.propose(callers.session());
            SessionId slow = callers.session();
            node.with(FaultRule.on(READ, new Fault.Delay(Duration.ofSeconds(3))).ofSession(slow));
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> callers.propose(slow));
            Api.Answer refused = Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(
                            () -> callers.api().post("/v1/closures/preview", Map.of("sessionId", callers.session())),
                            answer -> answer.status() == 503);

            assertThat(refused.body().path("code").asString()).isEqualTo("overloaded");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(first.join()).startsWith("/v1/closures/");
        }
    }
}
