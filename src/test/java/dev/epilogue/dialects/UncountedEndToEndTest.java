package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** A 0.x node that is away when its payments are to be counted once more. */
class UncountedEndToEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClearNodeStand stand = ClearNodeStand.start(ClearNodeStand.V04);
    private final Stage stage = stand.stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void closureEndsWhenItsTimeIsOverAndSaysThatNobodyCountedAgain() {
        Closing closing = stage.propose(
                        stand.session(2, List.of(ALICE, BOB), Stage.holds(ALICE, "50"), Stage.holds(BOB, "37.5")),
                        Map.of("settleFor", "PT5S"))
                .signedBy(ALICE, BOB);
        closing.await("SETTLING");

        stand.node().refuseConnections();
        stand.node().dropConnections();

        elevenMinutesPass(closing);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            wake(closing);
            assertThat(closing.status()).isEqualTo("SETTLED");
        });
        JsonNode ended = closing.now();
        assertThat(ended.path("outcome").asString()).isEqualTo("COOPERATIVE");
        assertThat(ended.path("anomalies").toString()).contains("not-recounted");
        assertThat(ended.path("settlement").valueStream())
                .allMatch(line -> line.path("status").asString().equals("CREDITED"));
    }

    /** A count is tried for ten minutes at least. */
    private void elevenMinutesPass(Closing closing) {
        DatabaseClient.create(stage.database().connectionFactory())
                .sql("""
                        UPDATE closure SET session = session || jsonb_build_object('closedAt',
                          CAST(session ->> 'closedAt' AS timestamptz) - interval '11 minutes') WHERE id = :id
                        """)
                .bind("id", UUID.fromString(closing.now().path("id").asString()))
                .fetch()
                .rowsUpdated()
                .block(PATIENCE);
    }

    /** The second count is due half a minute after the first; nobody needs to wait that long here. */
    private void wake(Closing closing) {
        String id = closing.now().path("id").asString();
        stage.epilogue()
                .bean(LeaseStore.class)
                .wake(ClosureId.parse(id).orElseThrow())
                .block(PATIENCE);
    }
}
