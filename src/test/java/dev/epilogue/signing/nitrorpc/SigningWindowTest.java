package dev.epilogue.signing.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SigningWindowTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SigningWindow window = new SigningWindow(
            Duration.ofMinutes(15), Duration.ofHours(24), SigningWindow.NODE_EXPIRY, Duration.ofSeconds(5));

    @Test
    @DisplayName(
            "0.x checklist 29: a request is dated for its deadline plus the margin, in 13 digits, and the deadline is not later")
    void requestsAreDatedForTheirDeadline() {
        Instant deadline = NOW.plus(HOUR);

        long timestamp = window.timestamp(deadline, NOW);

        assertThat(Instant.ofEpochMilli(timestamp)).isEqualTo("2026-11-24T11:15:00Z");
        assertThat(String.valueOf(timestamp)).hasSize(13);
        assertThat(window.fits(deadline, timestamp)).isTrue();
        assertThat(deadline).isBeforeOrEqualTo(window.signableUntil(timestamp));
    }

    @Test
    @DisplayName("0.x checklist 29: no request is dated further ahead than the cap; a later deadline does not fit it")
    void theCapBites() {
        Instant deadline = NOW.plus(Duration.ofDays(3));

        long timestamp = window.timestamp(deadline, NOW);

        assertThat(Instant.ofEpochMilli(timestamp)).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(window.fits(deadline, timestamp)).isFalse();
        assertThat(window.signableUntil(timestamp)).isEqualTo("2026-11-25T09:59:55Z");
    }

    @Test
    void anExtensionFitsUntilTheTimestampLessTheSkew() {
        long timestamp = window.timestamp(NOW.plus(HOUR), NOW);
        Instant last = Instant.parse("2026-11-24T11:14:55Z");

        assertThat(window.fits(last, timestamp)).isTrue();
        assertThat(window.fits(last.plusMillis(1), timestamp)).isFalse();
    }

    @Test
    @DisplayName("0.x checklist 36: what comes after the window's end can no longer be signed")
    void signingEnds() {
        long timestamp = window.timestamp(NOW.plus(HOUR), NOW);

        assertThat(window.signableUntil(timestamp)).isEqualTo("2026-11-24T11:14:55Z");
        assertThat(window.signableUntil(timestamp)).isBefore(Instant.ofEpochMilli(timestamp));
    }

    @Test
    void aRequestIsExecutableForTheNodesExpiryAndFencedAfterTheSkew() {
        long timestamp = window.timestamp(NOW.plus(HOUR), NOW);

        assertThat(window.executableUntil(timestamp)).isEqualTo("2026-11-24T11:16:00Z");
        assertThat(window.fence(timestamp)).isEqualTo("2026-11-24T11:16:05Z");
    }

    @Test
    void aDeadlineThatPassedCannotBeFrozenFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> window.timestamp(NOW.minus(HOUR), NOW));
    }

    @Test
    void aMarginBelowTheSkewIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SigningWindow(
                        Duration.ofSeconds(1), HOUR, SigningWindow.NODE_EXPIRY, Duration.ofSeconds(5)));
    }
}
