package dev.epilogue.pipeline;

import dev.epilogue.closure.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How work is done.
 *
 * @param enabled off: this instance serves callers only
 * @param poll how often to look for due work when nobody rings
 * @param lease how long a claim lasts without a word from its holder; what dies is taken over after this
 * @param sendMargin how long before the end of its lease a worker stops sending
 * @param parallel closures of one node worked on at once
 * @param settlingDelay v1: how long a lost answer is waited for, at the least, before the identical frame is sent once more
 * @param insistAfter how long the outcome of a frame has to be unknown before a caller may cancel its closure all the same
 * @param firstPause before a second try; doubles
 * @param longestPause between tries
 * @param attempts failures of our own, in a row, before an operator is asked
 * @param longestStep after which a step counts as failed
 * @param stopWithin how long a stopping service waits for its steps before it gives their leases back
 */
@ConfigurationProperties("epilogue.pipeline")
public record PipelineSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("2s") Duration sendMargin,
        @DefaultValue("64") int parallel,
        @DefaultValue("5s") Duration settlingDelay,
        @DefaultValue("10m") Duration insistAfter,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("30s") Duration longestPause,
        @DefaultValue("12") int attempts,
        @DefaultValue("2m") Duration longestStep,
        @DefaultValue("10s") Duration stopWithin) {

    public PipelineSettings {
        List<String> mistakes = new ArrayList<>();
        if (!poll.isPositive() || !lease.isPositive() || !longestStep.isPositive()) {
            mistakes.add("poll, lease and longest-step must be above 0");
        }
        if (sendMargin.isNegative() || sendMargin.compareTo(lease) >= 0) {
            mistakes.add("send-margin must be shorter than the lease");
        }
        if (parallel < 1 || attempts < 1) {
            mistakes.add("parallel and attempts must be at least 1");
        }
        if (stopWithin.isNegative()) {
            mistakes.add("stop-within must not be negative");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("epilogue.pipeline: " + String.join("; ", mistakes));
        }
    }

    public Pace pace() {
        return new Pace(settlingDelay, firstPause, longestPause, attempts);
    }
}
