package dev.epilogue.closure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When somebody has to look again.
 *
 * @param dueAt null: nobody has to; see {@link NextLook}
 * @param attempts answers of a reachable node that did not help, since the last success
 */
public record Work(
        @Nullable Instant dueAt,
        int attempts,
        @Nullable WaitingFor waitingFor,
        @Nullable Hindrance problem) {

    public static final Work NONE = new Work(null, 0, null, null);

    Work dueAt(@Nullable Instant dueAt) {
        return new Work(dueAt, attempts, waitingFor, problem);
    }
}
