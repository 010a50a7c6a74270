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
import tools.jackson.databind.json.JsonMapper;

/** Compares what callers were told, what is stored, and what the node did. */
final class HistoryCheck {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatabaseClient rows;
    private final Cluster cluster;

    HistoryCheck(Cluster cluster) {
        this.rows = DatabaseClient.create(cluster.database().connectionFactory());
        this.cluster = cluster;
    }

    void check(List<Life> lives) {
        noFrameWhileAnotherMayRun(lives);
        nothingPaidTwice(lives);
        everybodySettled(lives);
        everythingExecutedOnce(lives);
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

    /** Holds whether or not all came to their end. */
    private void nothingPaidTwice(List<Life> lives) {
        for (Life life : lives) {
            assertThat(cluster.node().payments(life.session()))
                    .as("paid from %s", life.session())
                    .isLessThanOrEqualTo(2);
        }
    }

    private void everythingExecutedOnce(List<Life> lives) {
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

    /**
     * A node that binds no version pays twice if it gets a second frame while the first may still run: as long as the node takes
     * the first one's own timestamp, by the node's clock.
     */
    private void noFrameWhileAnotherMayRun(List<Life> lives) {
        if (!(cluster.node() instanceof ClearNodeStand node)) {
            return;
        }
        for (Life life : lives) {
            List<ReceivedFrame> frames = node.closes(life.session());
            for (int second = 1; second < frames.size(); second++) {
                assertThat(frames.get(second).at())
                        .as("frames for %s: %s", life.session(), frames)
                        .isAfter(timestamp(frames.get(second - 1)).plus(Cluster.MESSAGE_EXPIRY));
            }
        }
    }

    private static Instant timestamp(ReceivedFrame frame) {
        return Instant.ofEpochMilli(
                JSON.readTree(frame.text()).path("req").path(3).asLong());
    }

    private void noReceiptLost(List<Life> lives) {
        Set<String> stored = new HashSet<>(rows.sql("SELECT jws FROM signature WHERE removed_at IS NULL")
                .mapValue(String.class)
                .all()
                .collectList()
                .block(Duration.ofSeconds(60)));
        for (Life life : lives) {
            assertThat(life.receipts()).as("receipts of %s", life.closure()).hasSize(2 * payloads(life));
            assertThat(stored).containsAll(life.receipts()).containsAll(life.earlierReceipts());
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
