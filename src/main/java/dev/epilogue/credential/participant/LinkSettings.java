package dev.epilogue.credential.participant;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Links for participants.
 *
 * @param standard how long a link lives when nothing else is asked for
 * @param longest how long a link may live
 * @param handover how long a code lives that hands a link over to another browser
 * @param most links of one participant of one closure that live at the same time
 */
@ConfigurationProperties("epilogue.access.links")
public record LinkSettings(
        @DefaultValue("P1D") Duration standard,
        @DefaultValue("P30D") Duration longest,
        @DefaultValue("PT10M") Duration handover,
        @DefaultValue("20") int most) {

    private static final Duration LONGEST_HANDOVER = Duration.ofMinutes(30);

    public LinkSettings {
        if (!standard.isPositive() || standard.compareTo(longest) > 0 || most < 1) {
            throw new IllegalArgumentException(
                    "epilogue.access.links: standard and most must be positive, and standard at most longest");
        }
        if (!handover.isPositive() || handover.compareTo(LONGEST_HANDOVER) > 0) {
            // eight characters can be guessed by whoever has time
            throw new IllegalArgumentException(
                    "epilogue.access.links.handover must be positive and at most " + LONGEST_HANDOVER);
        }
    }
}
