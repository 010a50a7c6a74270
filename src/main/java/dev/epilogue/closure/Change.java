package dev.epilogue.closure;

import dev.epilogue.value.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A decision, ready to be stored as one transaction: the closure as it becomes, and what happened.
 *
 * @param events in order; numbered when stored
 * @param signatures to be added
 * @param removed participants whose signatures on the current round of {@code before} go
 * @param declinesRemoved participants who took back their refusal
 * @param frames intents: what is about to be sent
 * @param gate what happens to the session's gate in the same transaction
 * @param destroyKey whether the closure's signatures become unreadable for good
 */
public record Change(
        Closure before,
        Closure after,
        List<ClosureEvent> events,
        List<AcceptedSignature> signatures,
        Set<Address> removed,
        Set<Address> declinesRemoved,
        List<SealedFrame> frames,
        GateMove gate,
        boolean destroyKey) {

    public Change {
        events = List.copyOf(events);
        signatures = List.copyOf(signatures);
        removed = Set.copyOf(removed);
        declinesRemoved = Set.copyOf(declinesRemoved);
        frames = List.copyOf(frames);
    }

    /** Both as one. The first one stores neither signatures nor frames; the gate goes where the second moves it, if it does. */
    public Change followedBy(Change next) {
        List<ClosureEvent> all = new ArrayList<>(events);
        all.addAll(next.events);
        return new Change(
                before,
                next.after.atRevision(before.revision() + 1),
                all,
                next.signatures,
                next.removed,
                next.declinesRemoved,
                next.frames,
                next.gate == GateMove.KEEP ? gate : next.gate,
                next.destroyKey);
    }
}
