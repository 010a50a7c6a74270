package dev.epilogue.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How work beside the closures is done: channel updates, escalations, transactions.
 *
 * @param enabled off: this instance leaves the work to others
 * @param poll how often to look for due rows when nobody rings
 * @param lease how long a claim lasts without a word from its holder; what dies is taken over after this
 * @param longest after which work on a row is cut off and counts as failed
 * @param firstPause after a failure; doubles
 * @param longestPause between tries
 * @param stopWithin how long a stopping service waits for rows in hand before it gives their leases back
 */
@ConfigurationProperties("epilogue.work")
public record WorkSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("2m") Duration longest,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("1m") Duration longestPause,
        @DefaultValue("10s") Duration stopWithin) {

    public WorkSettings {
        List<String> mistakes = new ArrayList<>();
        if (!poll.isPositive() || !lease.isPositive() || !longest.isPositive()) {
            mistakes.add("poll, lease and longest must be above 0");
        }
        if (!firstPause.isPositive() || firstPause.compareTo(longestPause) > 0) {
            mistakes.add("first-pause must be above 0 and not exceed longest-pause");
        }
        if (stopWithin.isNegative()) {
            mistakes.add("stop-within must not be negative");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("epilogue.work: " + String.join("; ", mistakes));
        }
    }

    Duration pauseAfter(int failures) {
        long factor = 1L << Math.min(20, Math.max(0, failures - 1));
        Duration pause = firstPause.multipliedBy(factor);
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
