package dev.epilogue.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a row is looked at again, on the database's clock.
 *
 * @param pause from now; null: not before somebody says so
 */
public record Rest(@Nullable Duration pause) {

    private static final Rest NEVER = new Rest(null);
    private static final Rest NONE = new Rest(Duration.ZERO);

    public static Rest of(Duration pause) {
        return new Rest(pause);
    }

    /** At once, after others that are due. */
    public static Rest none() {
        return NONE;
    }

    public static Rest never() {
        return NEVER;
    }
}
