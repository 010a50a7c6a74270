package dev.epilogue.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many closures over three instances in processes of their own, which are killed and frozen while their database restarts. {@code
 * -Depilogue.history.closures=10000 -Depilogue.history.seed=…} chooses how many, and which chaos; see {@code docs/reliability.md}.
 */
@Tag("database")
class ReplicaHistoryTest {

    @Test
    void nothingIsLostAndNothingHappensTwice() throws Exception {
        Histories histories = Histories.asConfigured(40);
        live(
                "nitronode-v1",
                histories,
                Histories.AT_LEAST.plusSeconds(histories.closures() / 2).dividedBy(2));
    }

    /** A lost frame waits for its fence there, and payments are counted again after half a minute: chaos leaves time for both. */
    @Test
    void nothingIsPaidTwiceByANodeThatBindsNoVersion() throws Exception {
        Histories histories = Histories.asConfigured(12);
        List<Life> lives = live("nitrorpc", histories, Duration.ofSeconds(10 + histories.closures()));

        assertThat(lives.stream().mapToInt(Life::rounds).sum())
                .as("a frame got lost, and its closure was signed again behind the fence")
                .isGreaterThan(histories.closures());
    }

    private static List<Life> live(String dialect, Histories histories, Duration chaotic) throws Exception {
        try (Cluster cluster = Cluster.start("history-" + dialect, dialect)) {
            Chaos chaos = new Chaos(histories.seed(), cluster, chaotic);

            List<Life> lives = histories.live(cluster, chaos);

            assertThat(chaos.counted())
                    .as("a run without trouble proves nothing")
                    .containsOnlyKeys("kill", "freeze", "database");
            return lives;
        }
    }
}
