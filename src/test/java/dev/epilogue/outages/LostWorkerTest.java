package dev.epilogue.outages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.store.Servers;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Tables that are shared out lie on several servers, any of which may be away while an instance starts. Here no statement finds them;
 * with a cluster see {@code SharedOutHistoryTest}.
 */
@Tag("database")
class LostWorkerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern SHARED_OUT = Pattern.compile("'(\\w+)', '(?:none|closure)'\\)");

    private final TestDatabase database = TestDatabase.migrated();
    private final FakeNitronode node = FakeNitronode.start();

    @AfterEach
    void stop() {
        node.close();
        database.close();
    }

    @Test
    void anInstanceStartsWhileWhatIsSharedOutIsAwayAndGoesOnOnceItIsBack() throws IOException {
        new Servers(DatabaseClient.create(database.connectionFactory()))
                .failedOverAt()
                .block(PATIENCE);
        database.execute("CREATE SCHEMA elsewhere");
        move("public", "elsewhere");

        try (RunningEpilogue service = RunningEpilogue.on(database)
                .node("sandbox", node.url().toString(), "nitronode-v1")
                .with("epilogue.pipeline.settling-delay", "300ms")
                .with("epilogue.pipeline.longest-pause", "2s")
                .start()) {
            Api health = new Api(URI.create(service.managementUrl()));
            assertThat(health.get("/actuator/health/readiness").status()).isEqualTo(200);
            Callers callers = new Callers(node, service);
            assertThat(callers.api().get("/v1/closures").status()).isGreaterThanOrEqualTo(500);

            move("elsewhere", "public");

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> callers.api().get("/v1/closures").status() == 200);
            callers.awaitStatus(callers.signedByBoth(callers.session()), "SETTLED");
        }
    }

    private void move(String from, String to) throws IOException {
        database.execute(SHARED_OUT
                .matcher(Files.readString(Path.of("db", "citus", "distribute.sql")))
                .results()
                .map((MatchResult table) -> "ALTER TABLE %s.%s SET SCHEMA %s".formatted(from, table.group(1), to))
                .collect(Collectors.joining(";")));
    }
}
