package dev.epilogue.work;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Owns the subscriptions of all work. Stops first of all, with the closures' pipeline: nothing more is claimed, rows in hand come to
 * their end or are left to another instance after a bounded time.
 */
@Component
public class WorkLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WorkLifecycle.class);
    private static final Duration GIVING_BACK = Duration.ofSeconds(3);

    private final List<Work> works;
    private final WorkRows rows;
    private final WorkBell bell;
    private final WorkSettings settings;
    private final MeterRegistry meters;
    private volatile @Nullable Running running;

    private record Running(List<WorkLoop> loops, Disposable subscription, Sinks.Empty<Void> ended) {}

    public WorkLifecycle(
            ObjectProvider<Work> works, WorkRows rows, WorkBell bell, WorkSettings settings, MeterRegistry meters) {
        this.works = works.orderedStream().toList();
        this.rows = rows;
        this.bell = bell;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public void start() {
        if (!settings.enabled()) {
            return;
        }
        List<WorkLoop> loops = works.stream()
                .map(work -> new WorkLoop(work, rows, bell, settings, meters))
                .toList();
        Sinks.Empty<Void> ended = Sinks.empty();
        Disposable subscription = Flux.fromIterable(loops)
                .flatMap(this::kept, Math.max(1, loops.size()))
                .doOnTerminate(ended::tryEmitEmpty)
                .subscribe();
        running = new Running(loops, subscription, ended);
    }

    private Flux<Void> kept(WorkLoop loop) {
        return Flux.defer(loop::run)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                        .maxBackoff(settings.poll())
                        .doBeforeRetry(signal -> LOG.error("work starts anew", signal.failure())));
    }

    @Override
    public void stop(Runnable stopped) {
        Running present = running;
        if (present == null) {
            stopped.run();
            return;
        }
        running = null;
        present.loops().forEach(WorkLoop::stop);
        present.ended()
                .asMono()
                .timeout(settings.stopWithin(), Mono.defer(() -> cutOff(present)))
                .onErrorComplete()
                .doFinally(end -> stopped.run())
                .subscribe();
    }

    private static Mono<Void> cutOff(Running present) {
        int left = present.loops().stream().mapToInt(WorkLoop::working).sum();
        LOG.warn("{} rows are left to other instances", left);
        List<Mono<Void>> givingBack =
                present.loops().stream().map(WorkLoop::giveBack).toList();
        present.subscription().dispose();
        return Mono.when(givingBack).timeout(GIVING_BACK);
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }
}
