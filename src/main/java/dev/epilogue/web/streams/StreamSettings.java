package dev.epilogue.web.streams;

import dev.epilogue.access.Principal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What open event streams may cost.
 *
 * @param most streams of this instance, and requests that wait for a change; more are told to come again
 * @param perApplication of these, as many as one tenant or operator may hold
 * @param perParticipant of these, as many as one participant may hold, by link or wallet
 * @param buffer items that may wait for one reader before it is cut off
 * @param opening streams that are opened at a time; others wait for their turn
 * @param turn how long the turn of a stream that was opened lasts at least: 8 of 30 ms are at most 266 streams a second, however many come
 * @param patience how long a stream that is to be opened waits for its turn, before it is sent away with 503
 * @param grace how long a reader that was told goodbye has for taking it before its connection is closed
 */
@ConfigurationProperties("epilogue.streams")
public record StreamSettings(
        @DefaultValue("20000") int most,
        @DefaultValue("15000") int perApplication,
        @DefaultValue("50") int perParticipant,
        @DefaultValue("1024") int buffer,
        @DefaultValue("8") int opening,
        @DefaultValue("PT0.03S") Duration turn,
        @DefaultValue("PT60S") Duration patience,
        @DefaultValue("PT3S") Duration grace) {

    public StreamSettings {
        if (most < 1
                || perApplication < 1
                || perParticipant < 1
                || buffer < 1
                || opening < 1
                || turn.isNegative()
                || !patience.isPositive()
                || !grace.isPositive()) {
            throw new IllegalArgumentException(
                    "epilogue.streams: most, per-application, per-participant, buffer, opening, "
                            + "patience and grace must be positive, turn not negative");
        }
    }

    int most(Principal principal) {
        return principal.wallet() == null ? perApplication : perParticipant;
    }
}
