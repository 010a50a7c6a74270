package dev.epilogue.node.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {

    private static final Instant SENT = Instant.parse("2026-11-24T10:00:00Z");

    private final ClockOffset clock = new ClockOffset();

    @Test
    void offsetCountsHalfTheRoundTrip() {
        clock.sample(after(Duration.ZERO), Duration.ofMillis(200), SENT.plusMillis(1_100));

        assertThat(value(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(1_000));
    }

    @Test
    void shorterRoundTripSaysItBetterAndALongerOneDoesNotReplaceIt() {
        clock.sample(after(Duration.ZERO), Duration.ofMillis(200), SENT.plusMillis(1_100));
        clock.sample(after(Duration.ZERO), Duration.ofMillis(10), SENT.plusMillis(905));
        clock.sample(after(Duration.ofSeconds(5)), Duration.ofMillis(500), SENT.plusSeconds(9));

        assertThat(value(Duration.ofSeconds(9))).isEqualTo(Duration.ofMillis(900));
    }

    @Test
    void oldMeasurementGivesWay() {
        clock.sample(after(Duration.ZERO), Duration.ofMillis(10), SENT.plusMillis(905));
        clock.sample(after(Duration.ofSeconds(90)), Duration.ofMillis(500), SENT.plusSeconds(91));

        assertThat(value(Duration.ofSeconds(91))).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void aLeapOfOurClockIsNoLeapOfTheNodes() {
        clock.sample(after(Duration.ZERO), Duration.ofMillis(200), SENT.plusMillis(1_100));

        for (Duration leap : new Duration[] {Duration.ofHours(1), Duration.ofHours(-1)}) {
            Instant ours = SENT.plusSeconds(5).plus(leap);

            assertThat(ours.plus(clock.value(ours, after(Duration.ofSeconds(5)))))
                    .isEqualTo(SENT.plusSeconds(6));
        }
    }

    private Duration value(Duration since) {
        return clock.value(SENT.plus(since), after(since));
    }

    private static long after(Duration since) {
        return Long.MAX_VALUE - 1 + since.toNanos();
    }
}
