package dev.epilogue.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.store.connection.UnfitDatabaseException;
import dev.epilogue.testing.EnabledIfPgBouncer;
import dev.epilogue.testing.PgBouncer;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** PgBouncer stands between the service and its database. Before 1.21, as in Debian 12, it loses prepared statements in transaction mode. */
@Tag("database")
@EnabledIfPgBouncer
class PoolerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** The driver always sends it. */
    private static final String ALWAYS = "extra_float_digits";

    private final TestDatabase database = TestDatabase.migrated();
    private final FakeNitronode node = FakeNitronode.start();

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    @Test
    void withoutPreparedStatementsTheServiceDoesNotStartAndSaysWhy() {
        try (PgBouncer pooler = PgBouncer.keeping(0, database, ALWAYS)) {
            assertThatThrownBy(() -> service(pooler, "").close())
                    .rootCause()
                    .isInstanceOf(UnfitDatabaseException.class)
                    .hasMessageContaining("pool_mode = session")
                    .hasMessageContaining("max_prepared_statements");
        }
    }

    @Test
    void withoutWakeupsTheServicePollsAndSaysSo() {
        try (PgBouncer pooler = PgBouncer.keeping(0, database, ALWAYS)) {
            pollsAndSaysSo(pooler, "?preparedStatementCacheQueries=0");
        }
    }

    @Test
    @EnabledIf(value = "dev.epilogue.testing.PgBouncer#keepsPreparedStatements", disabledReason = "older than 1.21")
    void whereThePoolerKeepsPreparedStatementsWakeupsAloneAreMissing() {
        try (PgBouncer pooler = PgBouncer.keeping(200, database, ALWAYS)) {
            pollsAndSaysSo(pooler, "");
        }
    }

    private void pollsAndSaysSo(PgBouncer pooler, String options) {
        try (RunningEpilogue service = service(pooler, options)) {
            Callers callers = new Callers(node, service);
            Api management = new Api(URI.create(service.managementUrl()));
            assertThat(management.get("/actuator/health/database").body().toString())
                    .contains("\"changes\":\"polling\"")
                    .contains("pool_mode = session");
            assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);

            callers.awaitStatus(callers.signedByBoth(callers.session()), "SETTLED");
        }
    }

    @Test
    void inSessionModeNothingIsMissing() {
        try (PgBouncer pooler = PgBouncer.inFrontOf(database, "session", ALWAYS);
                RunningEpilogue service = service(pooler, "")) {
            Callers callers = new Callers(node, service);
            Api management = new Api(URI.create(service.managementUrl()));
            Awaitility.await("the first echo")
                    .atMost(PATIENCE)
                    .until(() -> management
                            .get("/actuator/health/database")
                            .body()
                            .toString()
                            .contains("\"changes\":\"notified\""));

            callers.awaitStatus(callers.signedByBoth(callers.session()), "SETTLED");
        }
    }

    @Test
    void aParameterThatThePoolerRefusesIsNamed() {
        try (PgBouncer pooler = PgBouncer.inFrontOf(database, "session", "application_name")) {
            assertThatThrownBy(() -> service(pooler, "").close()).hasStackTraceContaining(ALWAYS);
        }
    }

    private RunningEpilogue service(PgBouncer pooler, String options) {
        return RunningEpilogue.on(database)
                .node("sandbox", node.url().toString(), "nitronode-v1")
                .with("spring.r2dbc.url", pooler.r2dbcUrl(database) + options)
                .with("epilogue.pipeline.settling-delay", "300ms")
                .start();
    }
}
