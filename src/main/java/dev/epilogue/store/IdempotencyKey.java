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

    /**
     * A part of a statement: what of {@code wanted} has a key that still belongs to whoever wants it, until it has ended. The lock stands
     * inside: beside a join Citus 13 hands on the result in one format and reads it in another.
     */
    static final String HELD = """
            key_held AS MATERIALIZED (
              SELECT w.id FROM wanted w CROSS JOIN LATERAL (
                SELECT i.key FROM idempotency i
                WHERE i.tenant = w.tenant AND i.key = w."idempotencyKey" AND i.token = w."idempotencyToken" FOR UPDATE) AS held),
            """;

    /** Whether what is wanted as {@code w} has no key, or still holds it. */
    static final String STILL_OURS = """
            (w."idempotencyKey" IS NULL OR w.id IN (SELECT h.id FROM key_held h))""";

    /** A part of a statement in which {@code moved} are the closures that changed, each with the key that asked for it. */
    static final String COMPLETED = """
            key_completed AS (
              UPDATE idempotency i SET bucket = m.bucket, closure_id = m.id FROM moved m
              WHERE i.tenant = m.tenant AND i.key = m."idempotencyKey")""";
}
