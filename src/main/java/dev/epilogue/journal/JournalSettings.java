package dev.epilogue.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are read.
 *
 * @param poll how often to look when no wake-up came
 * @param page events per statement
 * @param ring shortest time between two wake-ups that this process sends to the others
 * @param check how often an idle line for wake-ups is tried
 * @param horizonWarning age of a running transaction that holds up streams over many closures, from which on it is reported
 */
@ConfigurationProperties("epilogue.journal")
public record JournalSettings(
        @DefaultValue("2s") Duration poll,
        @DefaultValue("500") int page,
        @DefaultValue("10ms") Duration ring,
        @DefaultValue("10s") Duration check,
        @DefaultValue("15s") Duration horizonWarning) {

    public JournalSettings {
        if (!poll.isPositive() || !check.isPositive() || !ring.isPositive() || !horizonWarning.isPositive()) {
            throw new IllegalArgumentException("epilogue.journal: durations must be positive");
        }
        if (page < 1) {
            throw new IllegalArgumentException("epilogue.journal.page must be at least 1");
        }
    }
}
