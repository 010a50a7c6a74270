package dev.epilogue.work;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Says that a row of a table has become due just now, in this process. A hint: it may be lost, and the loops look anyway. */
@Component
public class WorkBell {

    private final Sinks.Many<WorkTable> rung = Sinks.many().multicast().directBestEffort();

    public void ring(WorkTable table) {
        // several threads may ring at once, and none may be turned away
        rung.emitNext(table, (signal, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
    }

    Flux<WorkTable> heard(WorkTable table) {
        return rung.asFlux().filter(table::equals);
    }
}
