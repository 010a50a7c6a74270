package dev.epilogue.sandbox.clearnode.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.clearnode.SettableClock;
import dev.epilogue.sandbox.clearnode.recording.Recording.Scenario;
import dev.epilogue.sandbox.clearnode.rpc.Chain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All 47 recorded scenarios, frame by frame, none left out. Those with a chain ({@code funding-channel-create-resize} and
 * {@code channel-*}) get its events through the hooks, at the place where the recorded node noticed them; the chain's own
 * answers (simulated calls, balances in custody) are notes beside the connections and not the node's to give.
 */
class RecordedConversationsTest {

    static List<Scenario> scenarios() {
        return Recording.load("/recordings/clearnode-v0-live.jsonl");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void fakeAnswersAsTheRunningNodeDid(Scenario scenario) {
        SettableClock clock = new SettableClock(Instant.ofEpochMilli(scenario.start()));
        FakeClearNodeOptions options = FakeClearNodeOptions.defaults()
                .withClock(clock)
                .withChain(recordedChain())
                .withWork(Duration.ZERO);
        try (FakeClearNode node = FakeClearNode.start(options);
                Player player = new Player(scenario, node, clock)) {
            new History(scenario, node).restore();
            player.play();
        }
    }

    @Test
    void everyRecordedScenarioIsPlayed() {
        assertThat(scenarios()).hasSize(47);
    }

    private static Chain recordedChain() {
        Chain chain = FakeClearNodeOptions.defaults().settings().chain();
        return new Chain(
                List.of(new Chain.Network(
                        31337,
                        "anvil",
                        "0xD89c1432EaA169C54dC7610C744c68a2F4b6B3e5",
                        "0xa01C278F1Ea79D11D008b1b7DB96258dAD7621E4")),
                chain.assets());
    }
}
