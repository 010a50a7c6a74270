package dev.epilogue.node.link;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something was.
 *
 * @param at our clock, which may be set at any moment: only to be told
 * @param nanos a clock that is never set: how long ago it was
 */
record Mark(Instant at, long nanos) {

    static Mark now() {
        return new Mark(Instant.now(), System.nanoTime());
    }

    Duration age(long now) {
        return Duration.ofNanos(now - nanos);
    }

    static @Nullable Instant at(@Nullable Mark mark) {
        return mark == null ? null : mark.at;
    }
}
