package dev.epilogue.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Transitions;
import dev.epilogue.sandbox.clearnode.rpc.ReceivedFrame;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.NodeStand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;

/** Compares what callers were told, what is stored, and what the node did. */
final class HistoryCheck {

    /** A 0.x node refuses a frame whose timestamp is older; a margin for the clocks is taken off. */
    private static final Duration FRAME_LIVES = Duration.ofSeconds(59);

    private final DatabaseClient rows;
    private final Cluster cluster;

    HistoryCheck(Cluster cluster) {
        this.rows = DatabaseClient.create(cluster.database().connectionFactory());
        this.cluster = cluster;
    }

    void check(List<Life> lives) {
        everybodySettled(lives);
        nothingExecutedTwice(lives);
        noFrameWhileAnotherMayRun(lives);
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

    /** A pay-out is two payloads at a v1 node, one at a 0.x node. */
    private int payloads(Life life) {
        return life.paysOut() && cluster.v1() ? 2 : 1;
    }

    private void nothingExecutedTwice(List<Life> lives) {
        NodeStand node = cluster.node();
        for (Life life : lives) {
            assertThat(node.closed(life.session()))
                    .as("%s is closed", life.session())
                    .isTrue();
            assertThat(node.closesExecuted(life.session()))
                    .as("executed for %s", life.session())
                    .isEqualTo(payloads(life));
            assertThat(node.payments(life.session()))
                    .as("paid from %s", life.session())
                    .isEqualTo(2);
        }
    }

    /** A node that binds no version pays twice if it gets a second frame while the first may still run. */
    private void noFrameWhileAnotherMayRun(List<Life> lives) {
        if (!(cluster.node() instanceof ClearNodeStand node)) {
            return;
        }
        for (Life life : lives) {
            List<Instant> arrived =
                    node.closes(life.session()).stream().map(ReceivedFrame::at).toList();
            for (int frame = 1; frame < arrived.size(); frame++) {
                assertThat(Duration.between(arrived.get(frame - 1), arrived.get(frame)))
                        .as("frames for %s at %s", life.session(), arrived)
                        .isGreaterThan(FRAME_LIVES);
            }
        }
    }

    private void noReceiptLost(List<Life> lives) {
        Set<String> stored = new HashSet<>(rows.sql("SELECT jws FROM signature WHERE removed_at IS NULL")
                .mapValue(String.class)
                .all()
                .collectList()
                .block(Duration.ofSeconds(60)));
        for (Life life : lives) {
            assertThat(life.receipts()).as("receipts of %s", life.closure()).hasSize(2 * payloads(life));
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
