package dev.epilogue.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are read.
 *
 * @param poll how often a follower looks when no wake-up came
 * @param page events per statement
 */
@ConfigurationProperties("epilogue.journal")
public record JournalSettings(
        @DefaultValue("2s") Duration poll,
        @DefaultValue("500") int page) {}
