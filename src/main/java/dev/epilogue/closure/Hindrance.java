package dev.epilogue.closure;

import dev.epilogue.problem.Actor;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why the last step did not succeed; cleared when one does.
 *
 * @param code stable, kebab-case
 * @param at since when the same party has stood in the way, whatever it said each time
 * @param last when a try failed last; null where that was not noted
 */
public record Hindrance(
        String code,
        String detail,
        Actor actor,
        Instant at,
        @Nullable Instant last) {

    public Hindrance(String code, String detail, Actor actor, Instant now) {
        this(code, detail, actor, now, now);
    }

    /** @param before what hindered the try before this one, null where that succeeded */
    public Hindrance after(@Nullable Hindrance before) {
        return before != null && before.actor() == actor ? new Hindrance(code, detail, actor, before.at(), last) : this;
    }

    /** From the first try that failed to the last one: what nobody has tried since is not held against anybody. */
    public Duration lasted() {
        return last == null ? Duration.ZERO : Duration.between(at, last);
    }
}
