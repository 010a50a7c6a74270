package dev.epilogue.journal;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Says that there is something to do, however often it was pulled meanwhile. */
final class Trigger {

    private final Sinks.Many<Boolean> sink = Sinks.many().multicast().directBestEffort();

    void pull() {
        sink.emitNext(true, (signal, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
    }

    /** At least one after the last pull, for a reader that takes its time. */
    Flux<Boolean> pulls() {
        return sink.asFlux().onBackpressureLatest();
    }
}
