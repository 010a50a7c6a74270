package dev.epilogue.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long is kept what has ended. Of closures only events are pruned, those of a closure all at once: a closure itself stays readable
 * for ever, and so do its channel updates.
 *
 * @param events events of a closure that ended longer ago than this are pruned; absent: never
 * @param channelUpdates channel updates that somebody asked for without a closure, and that ended longer ago than this, are pruned;
 *     absent: never
 * @param webhookDeliveries what endpoints were sent and answered is pruned when it is older than this
 * @param every how often to look
 * @param batch closures, or channel updates, pruned in one statement
 */
@ConfigurationProperties("epilogue.retention")
public record RetentionSettings(
        @Nullable Duration events,
        @Nullable Duration channelUpdates,
        @DefaultValue("P30D") Duration webhookDeliveries,
        @DefaultValue("PT10M") Duration every,
        @DefaultValue("100") int batch) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public RetentionSettings {
        if (events != null && events.compareTo(SHORTEST) < 0) {
            // a follower that is connected must be able to catch up before events go
            throw new IllegalArgumentException("epilogue.retention.events must be at least " + SHORTEST);
        }
        if (channelUpdates != null && channelUpdates.compareTo(SHORTEST) < 0) {
            // whoever asked for one must be able to learn how it ended
            throw new IllegalArgumentException("epilogue.retention.channel-updates must be at least " + SHORTEST);
        }
        if (!every.isPositive() || batch < 1) {
            throw new IllegalArgumentException("epilogue.retention: every and batch must be positive");
        }
    }
}
