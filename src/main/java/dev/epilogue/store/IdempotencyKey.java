package dev.epilogue.store;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The key under which a caller asked for a change. It travels in the subscriber's context and is completed by the statement that
 * stores the change: whatever fails after that, the key is known to have been used. Where another request has taken the key over
 * in the meantime, nothing is stored.
 *
 * @param token of the claim by which the request holds the key
 */
public record IdempotencyKey(String value, UUID token) {

    /** For {@code contextWrite}. */
    public static Function<Context, Context> of(String value, UUID token) {
        return context -> context.put(IdempotencyKey.class, new IdempotencyKey(value, token));
    }

    static Optional<IdempotencyKey> in(ContextView context) {
        return context.getOrEmpty(IdempotencyKey.class);
    }

    /** A part of a statement: of the keys of what is {@code wanted} those that still belong to whoever wants it, until it has ended. */
    static final String HELD = """
            key_held AS MATERIALIZED (
              SELECT i.tenant, i.key FROM wanted w JOIN idempotency i
                ON i.tenant = w.tenant AND i.key = w."idempotencyKey" AND i.token = w."idempotencyToken"
              FOR UPDATE OF i),
            """;

    /** Whether what is wanted as {@code w} has no key, or still holds it. */
    static final String STILL_OURS = """
            (w."idempotencyKey" IS NULL OR (w.tenant, w."idempotencyKey") IN (SELECT h.tenant, h.key FROM key_held h))""";

    /** A part of a statement in which {@code moved} are the closures that changed, each with the key that asked for it. */
    static final String COMPLETED = """
            key_completed AS (
              UPDATE idempotency i SET bucket = m.bucket, closure_id = m.id FROM moved m
              WHERE i.tenant = m.tenant AND i.key = m."idempotencyKey")""";
}
