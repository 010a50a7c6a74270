package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Says which closures have just changed. A hint and nothing more: it may be lost, and readers look at the journal anyway. */
@Component
public class Wakeups {

    private final Sinks.Many<ClosureId> changed = Sinks.many().multicast().directBestEffort();

    public void changed(ClosureId id) {
        // several threads may ring at once; who loses the race is covered by the next look
        changed.emitNext(id, (signal, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
    }

    public Flux<ClosureId> all() {
        return changed.asFlux();
    }
}
