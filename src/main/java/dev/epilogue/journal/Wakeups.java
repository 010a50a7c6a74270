package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Says which closures have just changed, here or at another instance. A hint and nothing more: it may be lost, and readers look
 * at the journal anyway.
 */
@Component
public class Wakeups {

    /**
     * @param closure null where something has changed and nobody can say what
     * @param ours whether it changed in this process, so that others must be told
     * @param due whether there is something to do for it that nobody has in hand
     * @param told whether this process's followers of the closure have got the events
     */
    public record Wake(@Nullable ClosureId closure, boolean ours, boolean due, boolean told) {}

    private static final Wake LOOK = new Wake(null, false, true, false);

    private final Sinks.Many<Wake> changed = Sinks.many().multicast().directBestEffort();

    /** Stored by this process just now. */
    public void changed(ClosureId id) {
        wake(new Wake(id, true, false, false));
    }

    /** Nobody has it in hand, and there is something to do. */
    public void due(ClosureId id) {
        wake(new Wake(id, true, true, false));
    }

    /** Stored by this process just now; its followers here have the events. */
    void stored(ClosureId id, boolean due) {
        wake(new Wake(id, true, due, true));
    }

    /** Another process said so. */
    void heard(ClosureId id, boolean due) {
        wake(new Wake(id, false, due, false));
    }

    /** Anything may have changed, as after a time without a line to the other processes. */
    void look() {
        wake(LOOK);
    }

    public Flux<Wake> all() {
        return changed.asFlux();
    }

    private void wake(Wake wake) {
        // several threads may ring at once, and none may be turned away: each knows of another closure
        changed.emitNext(wake, (signal, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
    }
}
