package dev.epilogue.journal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the oldest running transaction has held up streams over many closures. Told by the transaction ids that the tail
 * reads anyway: it needs no right to look at other sessions, and counts transactions of every database of the server.
 */
final class HorizonWatch {

    private static final Logger LOG = LoggerFactory.getLogger(HorizonWatch.class);

    private final Duration patience;
    private final LongSupplier nanos;
    private volatile long low = -1;
    private volatile long since;
    private volatile boolean held;
    private boolean reported;

    /** @param nanos a clock that never goes back */
    HorizonWatch(Duration patience, MeterRegistry meters, LongSupplier nanos) {
        this.patience = patience;
        this.nanos = nanos;
        this.since = nanos.getAsLong();
        Gauge.builder("epilogue.journal.horizon.age", this, watch -> watch.age().toNanos() / 1e9)
                .description("Time for which the oldest running transaction has held up event streams")
                .baseUnit("seconds")
                .register(meters);
    }

    void seen(FeedPage.Horizon horizon) {
        if (horizon.low() != low || horizon.low() >= horizon.high()) {
            low = horizon.low();
            since = nanos.getAsLong();
            reported = false;
        }
        held = horizon.low() < horizon.high();
        if (!reported && age().compareTo(patience) > 0) {
            reported = true;
            LOG.warn("transaction {} has held up event streams for {}", low - horizon.origin(), age());
        }
    }

    Duration age() {
        return held ? Duration.ofNanos(nanos.getAsLong() - since) : Duration.ZERO;
    }
}
