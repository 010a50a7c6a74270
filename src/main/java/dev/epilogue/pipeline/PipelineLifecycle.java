package dev.epilogue.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Owns the pipeline's subscription. Stops first of all: nothing more is claimed, steps come to their end or are left to another
 * instance after a bounded time; the web server, the links and the database's pool stop later.
 */
@Component
class PipelineLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineLifecycle.class);
    private static final Duration GIVING_BACK = Duration.ofSeconds(3);

    private final Pipeline pipeline;
    private final PipelineSettings settings;
    private volatile Sinks.Empty<Void> ended = Sinks.empty();
    private volatile @Nullable Disposable running;

    /** @param rules nothing may run that breaks them */
    PipelineLifecycle(Pipeline pipeline, PipelineSettings settings, LeaseRules rules) {
        this.pipeline = pipeline;
        this.settings = settings;
        rules.check();
    }

    @Override
    public void start() {
        if (settings.enabled()) {
            Sinks.Empty<Void> end = Sinks.empty();
            ended = end;
            pipeline.open();
            running = pipeline.run()
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                            .maxBackoff(settings.poll())
                            .doBeforeRetry(signal -> LOG.error("the pipeline starts anew", signal.failure())))
                    .doOnTerminate(end::tryEmitEmpty)
                    .subscribe();
        }
    }

    @Override
    public void stop(Runnable stopped) {
        Disposable subscription = running;
        if (subscription == null) {
            stopped.run();
            return;
        }
        running = null;
        pipeline.stop();
        ended.asMono()
                // a closure that was handed over in the moment of the stop
                .then(Mono.defer(() -> pipeline.giveBack().timeout(GIVING_BACK)))
                .timeout(settings.stopWithin(), Mono.defer(() -> cutOff(subscription)))
                .onErrorComplete()
                .doFinally(end -> stopped.run())
                .subscribe();
    }

    private Mono<Void> cutOff(Disposable subscription) {
        LOG.warn("{} closures are left to other instances", pipeline.working());
        Mono<Void> left = pipeline.giveBack();
        subscription.dispose();
        return left.timeout(GIVING_BACK);
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
