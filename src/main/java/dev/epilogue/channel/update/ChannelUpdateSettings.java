package dev.epilogue.channel.update;

import dev.epilogue.closure.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How channels are brought to what was asked for.
 *
 * @param lookAgain how often a channel is read while its participant is waited for; what is signed is looked at at once
 * @param followTransaction how often a transaction under way is looked at
 * @param firstPause before a second try; doubles
 * @param longestPause between tries
 * @param sendMargin how long before the end of its lease a worker stops sending
 * @param waitFor how long a participant is waited for where no closure says so
 * @param keepPrepared how long after that a state stays signable that a 0.x node prepared, since nothing else ends its resize
 */
@ConfigurationProperties("epilogue.channels.updates")
public record ChannelUpdateSettings(
        @DefaultValue("PT5M") Duration lookAgain,
        @DefaultValue("PT2S") Duration followTransaction,
        @DefaultValue("PT1S") Duration firstPause,
        @DefaultValue("PT1M") Duration longestPause,
        @DefaultValue("PT2S") Duration sendMargin,
        @DefaultValue("P1D") Duration waitFor,
        @DefaultValue("P30D") Duration keepPrepared) {

    public ChannelUpdateSettings {
        List<String> mistakes = new ArrayList<>();
        positive(mistakes, "look-again", lookAgain);
        positive(mistakes, "follow-transaction", followTransaction);
        positive(mistakes, "first-pause", firstPause);
        positive(mistakes, "longest-pause", longestPause);
        positive(mistakes, "wait-for", waitFor);
        if (sendMargin.isNegative() || keepPrepared.isNegative()) {
            mistakes.add("send-margin and keep-prepared must not be negative");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("epilogue.channels.updates: " + String.join("; ", mistakes));
        }
    }

    /** After that many tries without success. */
    Duration pause(int attempts) {
        return new Pace(Duration.ZERO, firstPause, longestPause, Integer.MAX_VALUE).pause(attempts);
    }

    private static void positive(List<String> mistakes, String name, Duration value) {
        if (!value.isPositive()) {
            mistakes.add(name + " must be above 0");
        }
    }
}
