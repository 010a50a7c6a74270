package dev.epilogue.web.streams;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What open event streams may cost.
 *
 * @param most streams of this instance; more are told to come again
 * @param buffer items that may wait for one reader before it is cut off
 * @param grace how long a reader that was told goodbye has for taking it before its connection is closed
 */
@ConfigurationProperties("epilogue.streams")
public record StreamSettings(
        @DefaultValue("20000") int most,
        @DefaultValue("1024") int buffer,
        @DefaultValue("PT3S") Duration grace) {

    public StreamSettings {
        if (most < 1 || buffer < 1 || !grace.isPositive()) {
            throw new IllegalArgumentException("epilogue.streams: most, buffer and grace must be positive");
        }
    }
}
