package dev.epilogue.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.EnabledIfCitus;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The history of {@link ReplicaHistoryTest} over a cluster of databases: now and then one worker is lost and comes back, an instance starts
 * while one is away, and a shard is carried to another worker while closures are in it.
 */
@EnabledIfCitus
class SharedOutHistoryTest {

    private static final List<String> KINDS = List.of("move", "database", "kill", "arrive", "freeze");

    @Test
    void nothingIsLostAndNothingHappensTwiceWhileAWorkerIsLostAndAShardMoves() throws Exception {
        Histories histories = Histories.asConfigured(20);
        try (Cluster cluster = Cluster.start("shared-out", "nitronode-v1", TestDatabase.onLosableWorkers())) {
            Chaos chaos = new Chaos(histories.seed(), cluster, Duration.ofSeconds(120), KINDS);

            histories.live(cluster, chaos);

            assertThat(chaos.counted()).containsOnlyKeys("move", "database", "kill", "arrive", "freeze");
        }
    }
}
