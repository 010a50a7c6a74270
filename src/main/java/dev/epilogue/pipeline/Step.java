package dev.epilogue.pipeline;

import reactor.core.publisher.Mono;

/** One thing that can be due. */
interface Step {

    /** Whether it is this that is due now. */
    boolean due(Job job);

    /** Does it and stores what came of it. Ends with the job for the next step, or empty when the work is done for now. */
    Mono<Job> run(Job job);
}
