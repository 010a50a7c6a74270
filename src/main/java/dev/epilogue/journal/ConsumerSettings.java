package dev.epilogue.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How consumers of the journal share their work.
 *
 * @param lease how long a consumer keeps its cursor without a word; after its death another goes on after this
 * @param margin how long before the end of its lease a consumer gives up on a handler
 * @param page most events handed to a handler at once
 */
@ConfigurationProperties("epilogue.journal.consumer")
public record ConsumerSettings(
        @DefaultValue("10s") Duration lease,
        @DefaultValue("2s") Duration margin,
        @DefaultValue("100") int page) {

    public ConsumerSettings {
        if (margin.isNegative() || margin.compareTo(lease) >= 0) {
            throw new IllegalArgumentException("epilogue.journal.consumer.margin must be shorter than the lease");
        }
        if (page < 1) {
            throw new IllegalArgumentException("epilogue.journal.consumer.page must be at least 1");
        }
    }

    Duration patience() {
        return lease.minus(margin);
    }
}
