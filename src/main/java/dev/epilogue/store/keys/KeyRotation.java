package dev.epilogue.store.keys;

import dev.epilogue.signing.ClosureVault;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Brings a rotation of the master key to its end, and tells how much of it is left: at the start and every ten minutes. */
@Component
class KeyRotation implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final Rewrapping rewrapping;
    private final ClosureVault vault;
    private final MultiGauge wrapped;
    private final AtomicLong missing = new AtomicLong();
    private volatile Disposable running = Disposables.disposed();

    KeyRotation(Rewrapping rewrapping, ClosureVault vault, MeterRegistry meters) {
        this.rewrapping = rewrapping;
        this.vault = vault;
        this.wrapped = MultiGauge.builder("epilogue.keys.wrapped")
                .description("Keys of closures and what belongs to them, by the id of the master key that wraps them")
                .register(meters);
        Gauge.builder("epilogue.keys.missing", missing, AtomicLong::get)
                .description("Keys of closures and what belongs to them that no configured master key opens")
                .register(meters);
    }

    @Override
    public void start() {
        running = Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> round(), 1)
                .subscribe();
    }

    private Mono<Void> round() {
        return counted()
                .filter(counts -> counts.keySet().stream().anyMatch(id -> !id.equals(vault.currentId())))
                .flatMap(older -> rewrapping.pass().filter(keys -> keys > 0).flatMap(keys -> {
                    LOG.info("{} keys are wrapped under master key {} now", keys, vault.currentId());
                    return counted();
                }))
                .doOnError(failure -> LOG.warn("the rotation of the master key goes on later: {}", failure.toString()))
                .onErrorComplete()
                .then();
    }

    private Mono<Map<String, Long>> counted() {
        return rewrapping.count().doOnNext(counts -> {
            wrapped.register(
                    counts.entrySet().stream()
                            .map(each -> MultiGauge.Row.of(
                                    Tags.of(
                                            "master",
                                            each.getKey(),
                                            "state",
                                            vault.standing(each.getKey()).name().toLowerCase(Locale.ROOT)),
                                    each.getValue()))
                            .toList(),
                    true);
            List<String> absent = counts.keySet().stream()
                    .filter(id -> vault.standing(id) == ClosureVault.Standing.MISSING)
                    .toList();
            missing.set(absent.stream().mapToLong(counts::get).sum());
            absent.forEach(id ->
                    LOG.error("{} keys are wrapped under master key {}, which is not configured", counts.get(id), id));
        });
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}
