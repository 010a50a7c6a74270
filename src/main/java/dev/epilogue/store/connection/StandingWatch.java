package dev.epilogue.store.connection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks before anything else, and each minute, at what stands between the service and its database. Without prepared statements it
 * does not start; with anything less it works, and says what is lost.
 */
@Component
public class StandingWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StandingWatch.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration FIRST = Duration.ofSeconds(30);

    private final StandingCheck check;
    private volatile Standing standing = Standing.DIRECT;
    private volatile Disposable watching = Disposables.disposed();

    StandingWatch(StandingCheck check, MeterRegistry meters) {
        this.check = check;
        Gauge.builder("epilogue.database.direct", this, watch -> watch.standing.equals(Standing.DIRECT) ? 1 : 0)
                .description(
                        "1 where the database connection keeps statements, settings and its server process, else 0")
                .register(meters);
    }

    public Standing standing() {
        return standing;
    }

    @Override
    public void start() {
        check.look().blockOptional(FIRST).ifPresent(first -> {
            if (!first.sufficient()) {
                throw new UnfitDatabaseException(first.advice());
            }
            seen(first);
        });
        watching = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> again(), 1)
                .subscribe();
    }

    /** A database that is away is told elsewhere. */
    private Mono<Standing> again() {
        return check.look().doOnNext(this::seen).onErrorComplete();
    }

    private void seen(Standing now) {
        if (!now.equals(standing)) {
            LOG.warn("{}", now.advice());
        }
        standing = now;
    }

    @Override
    public void stop() {
        watching.dispose();
    }

    @Override
    public boolean isRunning() {
        return !watching.isDisposed();
    }

    /** Before the first statement of anybody else. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
