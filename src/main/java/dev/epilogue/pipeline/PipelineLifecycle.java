package dev.epilogue.pipeline;

import dev.epilogue.work.OnLeases;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Owns the pipeline's subscription. */
@Component
class PipelineLifecycle extends OnLeases {

    private final Pipeline pipeline;
    private final PipelineSettings settings;

    /** @param rules nothing may run that breaks them */
    PipelineLifecycle(Pipeline pipeline, PipelineSettings settings, LeaseRules rules) {
        super(settings.enabled(), settings.stopWithin());
        this.pipeline = pipeline;
        this.settings = settings;
        rules.check();
    }

    @Override
    protected Flux<Void> work() {
        pipeline.open();
        return kept(pipeline.run(), settings.poll());
    }

    @Override
    protected void claimNoMore() {
        pipeline.stop();
    }

    @Override
    protected int working() {
        return pipeline.working();
    }

    /** Also a closure that was handed over in the moment of the stop. */
    @Override
    protected Mono<Void> giveBack() {
        return pipeline.giveBack();
    }
}
