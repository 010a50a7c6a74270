package dev.epilogue.closure;

import dev.epilogue.problem.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why the last step did not succeed; cleared when one does.
 *
 * @param code stable, kebab-case
 * @param at since when the same party has stood in the way, whatever it said each time
 */
public record Hindrance(String code, String detail, Actor actor, Instant at) {

    /** @param before what hindered the try before this one, null where that succeeded */
    public Hindrance after(@Nullable Hindrance before) {
        return before != null && before.actor() == actor ? new Hindrance(code, detail, actor, before.at()) : this;
    }
}
