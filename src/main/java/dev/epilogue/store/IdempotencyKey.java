package dev.epilogue.store;

import java.util.Optional;
import java.util.function.Function;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The key under which a caller asked for a change. It travels in the subscriber's context and is completed by the statement that
 * stores the change: whatever fails after that, the key is known to have been used.
 */
public record IdempotencyKey(String value) {

    /** For {@code contextWrite}. */
    public static Function<Context, Context> of(String value) {
        return context -> context.put(IdempotencyKey.class, new IdempotencyKey(value));
    }

    static Optional<IdempotencyKey> in(ContextView context) {
        return context.getOrEmpty(IdempotencyKey.class);
    }

    /** A part of a statement in which {@code moved} are the closures that changed, each with the key that asked for it. */
    static final String COMPLETED = """
            key_completed AS (
              UPDATE idempotency i SET bucket = m.bucket, closure_id = m.id FROM moved m
              WHERE i.tenant = m.tenant AND i.key = m."idempotencyKey")""";
}
