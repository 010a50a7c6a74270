package dev.epilogue.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.Position;
import dev.epilogue.webhook.Endpoint.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** When an endpoint that failed is tried again, and when it is given up. */
class PauseTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant LOOKED_AT = NOW.plusSeconds(30);
    private static final WebhookSettings SETTINGS =
            new Binder(new MapConfigurationPropertySource()).bindOrCreate("epilogue.webhooks", WebhookSettings.class);

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(after(Status.ENABLED, 0, null, answered(500, null)))
                .isEqualTo(new Pause(Status.ENABLED, Duration.ofSeconds(5)));
        assertThat(after(Status.ENABLED, 3, NOW, answered(500, null)).pause()).isEqualTo(Duration.ofSeconds(40));
        assertThat(after(Status.ENABLED, 50, NOW, answered(500, null)).pause()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void jitterAddsATenthAtMost() {
        Pause most = Pause.after(endpoint(Status.ENABLED, 0, null), answered(500, null), NOW, SETTINGS, 1);
        assertThat(most.pause()).isEqualTo(Duration.ofMillis(5500));
    }

    @Test
    void whatTheEndpointAsksForCountsUpToAnHour() {
        assertThat(after(Status.ENABLED, 0, null, answered(429, Duration.ofMinutes(2)))
                        .pause())
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(after(Status.ENABLED, 0, null, answered(429, Duration.ofDays(2)))
                        .pause())
                .isEqualTo(Duration.ofHours(1));
        assertThat(after(Status.ENABLED, 9, NOW, answered(429, Duration.ofSeconds(1)))
                        .pause())
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void afterADayItIsDisabledAndTriedEveryHour() {
        Instant almost = NOW.minus(Duration.ofDays(1)).plusSeconds(1);
        assertThat(after(Status.ENABLED, 99, almost, answered(500, null)).status())
                .isEqualTo(Status.ENABLED);
        assertThat(after(Status.ENABLED, 99, almost.minusSeconds(1), answered(500, null)))
                .isEqualTo(new Pause(Status.DISABLED, Duration.ofHours(1)));
        assertThat(after(Status.DISABLED, 100, NOW, answered(500, null)))
                .isEqualTo(new Pause(Status.DISABLED, Duration.ofHours(1)));
    }

    @Test
    void goneIsGoneAtOnce() {
        assertThat(after(Status.ENABLED, 0, null, answered(410, null)).status()).isEqualTo(Status.GONE);
    }

    /** A worker that has just written down the 410 still holds its lease, at whose end somebody would look. */
    @ParameterizedTest
    @EnumSource(Status.class)
    void nothingIsPlannedForWhomOnlyItsTenantCanHaveCalled(Status status) {
        boolean called = status == Status.ENABLED || status == Status.DISABLED;

        assertThat(endpoint(status, 1, NOW).nextAttemptAt()).isEqualTo(called ? LOOKED_AT : null);
        assertThat(endpoint(status, 0, null).nextAttemptAt()).isNull();
    }

    private static Pause after(Status status, int failures, Instant since, Reply reply) {
        return Pause.after(endpoint(status, failures, since), reply, NOW, SETTINGS, 0);
    }

    private static Reply answered(int status, Duration retryAfter) {
        return new Reply(status, "status", "", Duration.ZERO, retryAfter);
    }

    private static Endpoint endpoint(Status status, int failures, Instant since) {
        Endpoint.Health health = new Endpoint.Health(failures, since, null, null, null, LOOKED_AT);
        return new Endpoint(
                new UUID(1, 2),
                TenantId.DEFAULT,
                "https://play.example",
                null,
                Set.of(),
                status,
                Position.FIRST,
                0,
                health,
                NOW,
                NOW,
                null,
                null);
    }
}
