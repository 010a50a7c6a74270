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
        clock.sample(SENT, Duration.ofMillis(200), SENT.plusMillis(1_100));

        assertThat(clock.value()).isEqualTo(Duration.ofMillis(1_000));
    }

    @Test
    void shorterRoundTripSaysItBetterAndALongerOneDoesNotReplaceIt() {
        clock.sample(SENT, Duration.ofMillis(200), SENT.plusMillis(1_100));
        clock.sample(SENT, Duration.ofMillis(10), SENT.plusMillis(905));
        clock.sample(SENT.plusSeconds(5), Duration.ofMillis(500), SENT.plusSeconds(9));

        assertThat(clock.value()).isEqualTo(Duration.ofMillis(900));
    }

    @Test
    void oldMeasurementGivesWay() {
        clock.sample(SENT, Duration.ofMillis(10), SENT.plusMillis(905));
        clock.sample(SENT.plusSeconds(90), Duration.ofMillis(500), SENT.plusSeconds(91));

        assertThat(clock.value()).isEqualTo(Duration.ofMillis(750));
    }
}
