package dev.epilogue.credential.participant;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sessions of wallets. Those of links end with their link.
 *
 * @param idle a session that nobody used for this long is over
 * @param longest a session ends after this long, used or not
 */
@ConfigurationProperties("epilogue.access.sessions")
public record SessionSettings(
        @DefaultValue("PT1H") Duration idle,
        @DefaultValue("PT12H") Duration longest) {

    public SessionSettings {
        if (!idle.isPositive() || idle.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "epilogue.access.sessions: idle must be positive and at most as long as longest");
        }
    }
}
