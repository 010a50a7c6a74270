package dev.epilogue.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.util.retry.Retry;

/** Owns the pipeline's subscription: starts it with the application, ends it before the web server and the links go. */
@Component
class PipelineLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineLifecycle.class);

    private final Pipeline pipeline;
    private final PipelineSettings settings;
    private volatile @Nullable Disposable running;

    PipelineLifecycle(Pipeline pipeline, PipelineSettings settings) {
        this.pipeline = pipeline;
        this.settings = settings;
    }

    @Override
    public void start() {
        if (settings.enabled()) {
            running = pipeline.run()
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                            .maxBackoff(settings.poll())
                            .doBeforeRetry(signal -> LOG.error("the pipeline starts anew", signal.failure())))
                    .subscribe();
        }
    }

    @Override
    public void stop() {
        Disposable subscription = running;
        if (subscription != null) {
            subscription.dispose();
            running = null;
        }
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
