package dev.epilogue.journal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Whether this process hears what it rings itself. If not, it hears nobody: changes elsewhere are found by polling. */
@Component
public class Hearing {

    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Sinks.Many<Boolean> echoes = Sinks.many().multicast().directBestEffort();
    private volatile boolean heard;

    Hearing(MeterRegistry meters) {
        Gauge.builder("epilogue.journal.wakeups", this, hearing -> hearing.heard ? 1 : 0)
                .description("1 where wake-ups through the database are heard, 0 where changes are found by polling")
                .register(meters);
    }

    /** Whether wake-ups are heard; until the first echo they are not. */
    public boolean works() {
        return heard;
    }

    void heard(boolean ours) {
        if (ours) {
            echoes.tryEmitNext(true);
        }
    }

    /** To be listened to before ringing. */
    Mono<Boolean> echo() {
        return echoes.asFlux().next().timeout(PATIENCE, Mono.just(false));
    }

    void now(boolean works) {
        if (heard && !works) {
            LOG.warn("wake-ups through the database are not heard: changes at other instances are found by polling");
        }
        heard = works;
    }
}
