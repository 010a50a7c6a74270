package dev.epilogue.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Transitions;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;

/** Compares what callers were told, what is stored, and what the node did. */
final class HistoryCheck {

    private final DatabaseClient rows;
    private final FakeNitronode node;

    HistoryCheck(TestDatabase database, FakeNitronode node) {
        this.rows = DatabaseClient.create(database.connectionFactory());
        this.node = node;
    }

    void check(List<Life> lives) {
        everybodySettled(lives);
        nothingExecutedTwice(lives);
        noReceiptLost(lives);
        statusesFollowTheTable(lives);
        everyEventSeenOnce(lives);
    }

    private void everybodySettled(List<Life> lives) {
        Map<String, Long> ends = rows.sql("SELECT status, count(*) AS closures FROM closure GROUP BY status")
                .map(row -> Map.entry(row.get("status", String.class), row.get("closures", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block(Duration.ofSeconds(30));
        assertThat(ends).isEqualTo(Map.of("SETTLED", (long) lives.size()));
    }

    private void nothingExecutedTwice(List<Life> lives) {
        var executed = node.executed().stream().collect(Collectors.groupingBy(each -> each.session()));
        for (Life life : lives) {
            List<Long> versions = executed.get(life.session()).stream()
                    .map(each -> each.version())
                    .toList();
            assertThat(versions)
                    .as("executed for %s", life.session())
                    .isEqualTo(life.paysOut() ? List.of(5L, 6L) : List.of(5L));
            assertThat(node.ledger().releases(life.session())).hasSize(2);
        }
    }

    private void noReceiptLost(List<Life> lives) {
        Set<String> stored = new HashSet<>(rows.sql("SELECT jws FROM signature WHERE removed_at IS NULL")
                .mapValue(String.class)
                .all()
                .collectList()
                .block(Duration.ofSeconds(60)));
        for (Life life : lives) {
            assertThat(life.receipts()).as("receipts of %s", life.closure()).hasSize(life.paysOut() ? 4 : 2);
            assertThat(stored).containsAll(life.receipts());
        }
    }

    private void statusesFollowTheTable(List<Life> lives) {
        for (Life life : lives) {
            List<ClosureStatus> told = rows.sql("SELECT status FROM event WHERE closure_id = :id ORDER BY number")
                    .bind(
                            "id",
                            UUID.fromString(
                                    life.closure().substring(life.closure().indexOf('_') + 1)))
                    .mapValue(String.class)
                    .all()
                    .map(ClosureStatus::valueOf)
                    .collectList()
                    .block(Duration.ofSeconds(30));
            for (int index = 1; index < told.size(); index++) {
                ClosureStatus from = told.get(index - 1);
                ClosureStatus to = told.get(index);
                assertThat(from == to || Transitions.allowed(from, to))
                        .as("%s: %s", life.closure(), told)
                        .isTrue();
            }
        }
    }

    private static void everyEventSeenOnce(List<Life> lives) {
        for (Life life : lives) {
            assertThat(life.follower().sawEverythingOnce())
                    .as("followed %s: %s", life.closure(), life.follower().positions())
                    .isTrue();
        }
    }
}
