package dev.epilogue.node;

import java.util.Optional;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * One caller, as far as nodes are concerned: callers take turns, however much each of them asks for. It is handed down in the
 * context of a request. Whatever is read of a node while a request is served is paid from the callers' budget and in this lane, by
 * whatever part of the service: nobody can have a closure's time spent for him.
 *
 * @param caller opaque; equal for the same caller only
 */
public record Lane(String caller) {

    /** The lane of the request that is being served; empty outside of one. */
    public static Optional<Lane> of(ContextView context) {
        return context.getOrEmpty(Lane.class);
    }

    public Context in(Context context) {
        return context.put(Lane.class, this);
    }
}
